// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/requests.h"
#include "ui/jobs/engine_thread.h"
#include "ui/widgets/facts_card.h"

class QTimer;

namespace interweave::ui {

/// What a run would need, asked of the engine a moment after the last change.
class EstimateCard : public FactsCard {
    Q_OBJECT

public:
    explicit EstimateCard(EngineThread& engine, QWidget* parent = nullptr);

    void estimate(const TrainRequest& request);
    /// Nothing can be estimated; why.
    void showNothing(const QString& why);

private:
    void ask();
    void show(const Outcome<TrainEstimate>& outcome);

    EngineThread& m_engine;
    TrainRequest m_request;
    QTimer* m_debounce;
    JobId m_job = 0; // the newest question; older replies do not count
};

} // namespace interweave::ui
