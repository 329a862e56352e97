// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"
#include "ui/models/comparison_text.h"

#include <QObject>
#include <QStringList>

namespace interweave::ui {

/// Asks the three voices of a run one prompt after another. A prompt that fails is passed over;
/// three in a row end it: then it is not the prompts.
class ComparisonRunner : public QObject {
    Q_OBJECT

public:
    struct Order {
        QString runId;
        QString name; // the run's, with the step where a checkpoint is asked
        std::string adapter; // the checkpoint's folder; empty: the run as it is
        QStringList prompts;
        SamplingOptions sampling;
        bool keep = false; // with the run
        bool chat = false; // in the model's chat template
    };

    explicit ComparisonRunner(EngineThread& engine, QObject* parent = nullptr);
    /// Nobody waits for the answer any more.
    ~ComparisonRunner() override;

    /// Not while it runs.
    void start(Order order);
    /// `ended` comes when the engine has let go.
    void cancel();
    bool running() const { return m_running; }
    bool cancelled() const { return m_cancelled; }
    /// The prompts that failed since the start, and why the newest did.
    int failures() const { return m_failures; }
    const Failure& failure() const { return m_failure; }

Q_SIGNALS:
    void began(int prompt);
    void streamed(const std::vector<interweave::ui::EngineThread::StreamedToken>& tokens);
    /// What was cut short by a cancel, too.
    void answered(int prompt, const interweave::ui::ShownAnswer& answer);
    void failed(int prompt, const interweave::ui::Failure& failure);
    void ended();

private:
    void next();
    void take(Outcome<Comparison> outcome);

    EngineThread& m_engine;
    Order m_order;
    int m_prompt = 0; // that is asked
    int m_failures = 0;
    int m_failuresInARow = 0;
    Failure m_failure;
    JobId m_job = 0;
    bool m_running = false;
    bool m_cancelled = false;
};

} // namespace interweave::ui
