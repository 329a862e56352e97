// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "core/api/learning_points.h"
#include "ui/widgets/card.h"

#include <QStringList>

#include <optional>

namespace interweave::ui {

class ScatterChart;
class Segmented;

/// Learning against forgetting: a point for each run that was measured with its base, the chosen
/// runs' adapters on the way from the base to themselves as curves, and the Pareto front of all.
/// Forgetting is points of the other tasks, or the rise of a text's cross-entropy.
class LearningCard : public Card {
    Q_OBJECT

public:
    explicit LearningCard(QWidget* parent = nullptr);

    /// The view's runs have their colours, the others stand back.
    void setRuns(std::vector<LearningPoint> runs, ForgettingView view);

Q_SIGNALS:
    void runClicked(const QString& run);
    void compareRequested(const QString& run);

private:
    bool has(ForgettingMeasure measure) const;
    void draw();

    ScatterChart* m_chart;
    Segmented* m_choice;
    std::vector<LearningPoint> m_runs;
    ForgettingView m_view;
    std::optional<ForgettingMeasure> m_picked; // by a person
    QStringList m_points; // their runs
};

} // namespace interweave::ui
