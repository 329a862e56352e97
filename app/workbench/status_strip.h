// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"
#include "ui/jobs/hub_thread.h"

#include <QStatusBar>

class QLabel;
class QTimer;

namespace interweave::ui {

class StripJob;

/// Where work runs, the memory it takes, the engine's and the hub's running jobs, and the last
/// message.
class StatusStrip : public QStatusBar {
    Q_OBJECT

public:
    StatusStrip(EngineThread& engine, HubThread& hub, QWidget* parent = nullptr);

private:
    void askForDevice();
    void showMemory();
    void showTraining();
    void showSweep(const SweepProgress& progress);
    QString workName(const TrainingState* training) const;
    void showRows(const EvaluationProgress& progress);
    void showTransfer(const QString& repo, bool check, const PullProgress& progress);
    void showIdle();

    EngineThread& m_engine;
    QLabel* m_device;
    QLabel* m_memory;
    StripJob* m_job;
    StripJob* m_transfer;
    QLabel* m_message;
    QTimer* m_clock;
};

} // namespace interweave::ui
