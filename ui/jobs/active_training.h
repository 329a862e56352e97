// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/courier.h"
#include "ui/jobs/engine_thread.h"

namespace interweave::ui {

/// What a training tells on its way; on the engine's thread.
struct EngineThread::ActiveTraining {
    explicit ActiveTraining(EngineThread& thread)
        : steps(thread,
            [&thread](const std::vector<TrainProgress>& batch) {
                if (thread.m_training)
                    thread.m_training->progress = batch.back();
                Q_EMIT thread.trainingProgressed(batch);
            })
        , rows(thread, [&thread](const std::vector<EvaluationProgress>& batch) {
            Q_EMIT thread.suiteProgressed(batch.back());
        })
    {
    }

    Courier<TrainProgress> steps;
    Courier<EvaluationProgress> rows;
};

} // namespace interweave::ui
