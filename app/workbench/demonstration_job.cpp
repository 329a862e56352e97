// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/demonstration_job.h"

namespace interweave::ui {

DemonstrationJob::DemonstrationJob(EngineThread& engine, LibraryThread& library, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_library(library)
{
}

void DemonstrationJob::start()
{
    if (m_running)
        return;
    m_running = true;
    m_library.ask(
        this, [](RunLibrary& library) { return unpackDemonstration(library.workspace()); },
        [this](const Outcome<Demonstration>& outcome) {
            if (outcome)
                train(outcome.value());
            else
                end(outcome.failure());
        });
}

void DemonstrationJob::train(const Demonstration& files)
{
    m_engine.train({files.loraRecipe, {}, {}}, this,
        [this](const Outcome<TrainResult>& outcome) { loraEnded(outcome); });
    m_second = m_engine.train({files.imsmRecipe, {}, {}}, this,
        [this](const Outcome<TrainResult>& outcome) { imsmEnded(outcome); });
}

/// Stopped or failed: the second is not wanted either.
void DemonstrationJob::loraEnded(const Outcome<TrainResult>& outcome)
{
    if (outcome && outcome.value().status == TrainStatus::Finished) {
        m_lora = QString::fromStdString(outcome.value().runId);
        return;
    }
    m_engine.cancel(m_second);
    if (!outcome)
        end(outcome.failure());
}

void DemonstrationJob::imsmEnded(const Outcome<TrainResult>& outcome)
{
    if (!m_running)
        return;
    if (!outcome) {
        end(outcome.failure());
        return;
    }
    m_running = false;
    if (outcome.value().status == TrainStatus::Finished)
        Q_EMIT finished(m_lora, QString::fromStdString(outcome.value().runId));
}

void DemonstrationJob::end(const Failure& failure)
{
    m_running = false;
    if (!failure.cancelled())
        Q_EMIT failed(failure);
}

} // namespace interweave::ui
