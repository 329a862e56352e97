// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"

#include <QStatusBar>

class QLabel;
class QProgressBar;
class QTimer;

namespace interweave::ui {

/// Where work runs, the memory it takes, the job that runs, and the last message.
class StatusStrip : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusStrip(EngineThread& engine, QWidget* parent = nullptr);

private:
    void askForDevice();
    void showMemory();
    void showTraining();
    void showRows(const EvaluationProgress& progress);
    void showProgress(const QString& what, int64_t done, int64_t total, double secondsLeft);
    void showIdle();

    EngineThread& m_engine;
    QLabel* m_device;
    QLabel* m_memory;
    QLabel* m_job;
    QProgressBar* m_progress;
    QLabel* m_left;
    QLabel* m_message;
    QTimer* m_clock;
};

} // namespace interweave::ui
