// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace interweave::ui {

/// How far a pull or a check is: file, bytes, speed, time left, and a button that cancels it.
/// Hidden while there is none.
class TransferView : public QWidget {
    Q_OBJECT

public:
    /// name: its parts are called by it, for tests: "fetch" → "fetchProgress", "fetchCancel" …
    TransferView(const QString& name, const QString& cancelToolTip, QWidget* parent = nullptr);

    void begin(const QString& what);
    void showProgress(const PullProgress& progress);
    /// Below the figures: a retry, a wait; gone when bytes come in again.
    void showMessage(const QString& text);
    void end();

Q_SIGNALS:
    void cancelled();

private:
    void cancel();
    void setWhat(const QString& text);

    bool m_cancelling = false;
    int64_t m_bytes = 0;
    QProgressBar* m_bar;
    QLabel* m_what;
    QLabel* m_figures;
    QLabel* m_message;
    QPushButton* m_cancel;
};

} // namespace interweave::ui
