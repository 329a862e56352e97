// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>

namespace interweave::ui {

/// Processor time of this thread so far.
double threadMs();

/// Measures what the window's thread spends on the dearest event, and on all, in milliseconds of
/// its processor time.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    double dearest = 0.0;
    double all = 0.0;

private:
    bool m_inside = false;
};

} // namespace interweave::ui
