// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QTimer;

namespace interweave::ui {

/// A short word at the right of the window's status bar, with an undo, gone after some seconds.
class Toast : public QFrame {
    Q_OBJECT

public:
    static constexpr int kShownMs
        = 12'000; // long enough to read, and to reach the undo by keyboard

    explicit Toast(QWidget* window);

    void showMessage(
        const QString& text, const QString& action = {}, std::function<void()> onAction = {});

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QLabel* m_text;
    QPushButton* m_action;
    QTimer* m_timer;
    std::function<void()> m_onAction;
};

} // namespace interweave::ui
