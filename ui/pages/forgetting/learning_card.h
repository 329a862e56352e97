// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "ui/widgets/card.h"

#include <QStringList>

namespace interweave::ui {

class ScatterChart;

/// Learning against forgetting: a point for each run that was measured with its base.
class LearningCard : public Card {
    Q_OBJECT

public:
    explicit LearningCard(QWidget* parent = nullptr);

    /// The view's runs have their colours, the others stand back.
    void setRuns(const std::vector<LearningPoint>& runs, const ForgettingView& view);

Q_SIGNALS:
    void runClicked(const QString& run);
    void compareRequested(const QString& run);

private:
    ScatterChart* m_chart;
    QStringList m_runs; // of the points
};

} // namespace interweave::ui
