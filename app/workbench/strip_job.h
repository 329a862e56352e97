// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace interweave::ui {

/// A running job in the status strip: what it is, how far, how long still.
class StripJob : public QWidget {
    Q_OBJECT

public:
    /// name: of the text, for tests.
    StripJob(const QString& name, int barWidth, QWidget* parent = nullptr);

    /// total ≤ 0: how far is not known. left: as it is shown, may be empty.
    void showProgress(const QString& what, int64_t done, int64_t total, const QString& left);
    /// No bar; an empty text hides it all.
    void showText(const QString& text);

private:
    QLabel* m_what;
    QProgressBar* m_bar;
    QLabel* m_left;
};

} // namespace interweave::ui
