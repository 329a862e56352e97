// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace interweave::ui {

/// Has one evaluation done at a time and shows how far it is, with a button that cancels it; hidden
/// while none runs.
class EvaluationRunner : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationRunner(EngineThread& engine, QWidget* parent = nullptr);

    /// Not while it runs.
    void start(EvaluateRequest request);
    bool running() const { return m_job != 0; }

Q_SIGNALS:
    void ended(const interweave::ui::Outcome<std::vector<interweave::TaskResult>>& outcome);

private:
    void cancel();
    void showProgress(const EvaluationProgress& progress);
    void end(const Outcome<std::vector<TaskResult>>& outcome);

    EngineThread& m_engine;
    JobId m_job = 0;
    bool m_cancelling = false;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
};

} // namespace interweave::ui
