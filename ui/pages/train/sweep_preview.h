// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/card.h"

class QStackedWidget;

namespace interweave::ui {

class SweepRunModel;

/// What a sweep that is being written would be: its runs, and what each of them sets.
class SweepPreview : public Card {
    Q_OBJECT

public:
    explicit SweepPreview(SweepRunModel& model, QWidget* parent = nullptr);

    /// size: in words; empty while there is nothing to show.
    void setSize(const QString& size);

Q_SIGNALS:
    void runRequested(const QString& run);

private:
    QStackedWidget* m_stack;
};

} // namespace interweave::ui
