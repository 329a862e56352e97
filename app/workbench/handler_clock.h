// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QString>

namespace interweave::ui {

/// The application, with a watch on how long each event handler of the window's thread takes: none
/// should take more than 100 ms.
class HandlerClock : public QApplication {
public:
    struct Handler {
        double milliseconds = 0.0;
        QString what; // the receiver's class and name, and the event's type
    };

    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    /// The slowest since the last call of forget.
    const Handler& slowest() const { return m_slowest; }
    void forget() { m_slowest = {}; }

private:
    Handler m_slowest;
    int m_depth = 0; // handlers inside handlers count with the outermost
};

} // namespace interweave::ui
