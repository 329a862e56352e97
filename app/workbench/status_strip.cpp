// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/status_strip.h"

#include "app/workbench/strip_job.h"
#include "core/support/number_text.h"
#include "core/support/process_memory.h"
#include "ui/models/transfer_text.h"

#include <QLabel>
#include <QTimer>

namespace interweave::ui {

namespace {

constexpr int kHeight = 28;
constexpr int kMemoryMs = 2000;
constexpr int kProgressWidth = 160;
constexpr int kTransferWidth = 96;

QString leftText(double seconds)
{
    return seconds > 0.0
        ? StatusStrip::tr("%1 left").arg(QString::fromStdString(formatDuration(seconds)))
        : QString();
}

} // namespace

StatusStrip::StatusStrip(EngineThread& engine, HubThread& hub, QWidget* parent)
    : QStatusBar(parent)
    , m_engine(engine)
    , m_device(new QLabel(this))
    , m_memory(new QLabel(this))
    , m_job(new StripJob(QStringLiteral("statusJob"), kProgressWidth, this))
    , m_transfer(new StripJob(QStringLiteral("statusTransfer"), kTransferWidth, this))
    , m_message(new QLabel(this))
    , m_clock(new QTimer(this))
{
    setFixedHeight(kHeight);
    setSizeGripEnabled(false);
    setContentsMargins(10, 0, 16, 0);
    m_message->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_message->setObjectName(QStringLiteral("statusMessage"));
    for (QLabel* const label : {m_device, m_memory}) {
        label->setContentsMargins(6, 0, 10, 0);
        addWidget(label);
    }
    addWidget(m_job);
    addWidget(m_transfer);
    m_transfer->showText({});
    addWidget(m_message, 1);
    connect(m_clock, &QTimer::timeout, this, &StatusStrip::showMemory);
    m_clock->start(kMemoryMs);
    showMemory();
    showIdle();
    askForDevice();

    connect(&engine, &EngineThread::trainingStarted, this, &StatusStrip::showTraining);
    connect(&engine, &EngineThread::trainingBegun, this, &StatusStrip::showTraining);
    connect(&engine, &EngineThread::trainingProgressed, this, &StatusStrip::showTraining);
    connect(&engine, &EngineThread::trainingStatusChanged, this, &StatusStrip::showTraining);
    connect(&engine, &EngineThread::trainingEnded, this, [this] {
        if (!m_engine.sweeping())
            showIdle();
    });
    connect(&engine, &EngineThread::sweepProgressed, this, &StatusStrip::showSweep);
    connect(&engine, &EngineThread::sweepEnded, this, &StatusStrip::showIdle);
    connect(&engine, &EngineThread::suiteProgressed, this, &StatusStrip::showRows);
    connect(&engine, &EngineThread::evaluationProgressed, this, &StatusStrip::showRows);
    connect(&engine, &JobThread::pendingChanged, this, [this](int jobs) {
        if (jobs == 0)
            showIdle();
    });
    connect(&hub, &HubThread::transferProgressed, this, &StatusStrip::showTransfer);
    connect(&hub, &HubThread::transferEnded, this, [this] { m_transfer->showText({}); });
    connect(&engine, &EngineThread::messageLogged, this, [this](LogLevel, const QString& text) {
        m_message->setText(text);
        m_message->setToolTip(text);
    });
}

void StatusStrip::askForDevice()
{
    m_engine.ask(
        this, [](Engine& engine, std::stop_token) { return engine.device(); },
        [this](const Outcome<DeviceInfo>& outcome) {
            if (!outcome)
                return;
            const DeviceInfo& info = outcome.value();
            QString text = QString::fromStdString(info.device).toUpper() + QStringLiteral(" · ")
                + QString::fromStdString(info.dtype);
            if (info.device == "cpu")
                text += QStringLiteral(" · ")
                    + (info.threads == 1 ? tr("1 thread") : tr("%1 threads").arg(info.threads));
            m_device->setText(text);
        });
}

void StatusStrip::showMemory()
{
    m_memory->setText(tr("Memory %1").arg(QString::fromStdString(formatBytes(residentBytes()))));
}

/// "study-cola · run 7 of 30", while a sweep is at work, else the run's own name.
QString StatusStrip::workName(const TrainingState* training) const
{
    if (const auto& sweep = m_engine.sweeping(); sweep && sweep->progress.runs > 0)
        return tr("%1 · run %2 of %3")
            .arg(QString::fromStdString(sweep->plan.name))
            .arg(sweep->progress.run + 1)
            .arg(sweep->progress.runs);
    if (!training)
        return {};
    return QString::fromStdString(training->runName.empty() ? training->runId : training->runName);
}

void StatusStrip::showSweep(const SweepProgress& progress)
{
    const QString phase = progress.phase == "training" ? tr("training")
        : progress.phase == "measuring"                ? tr("measuring")
        : progress.phase == "waiting"                  ? tr("waiting for another process")
        : progress.phase == "failed"                   ? tr("failed")
                                                       : tr("done");
    m_job->showProgress(
        workName(nullptr) + QStringLiteral(" · ") + phase, progress.run, progress.runs, {});
}

void StatusStrip::showTraining()
{
    const auto& training = m_engine.training();
    if (!training)
        return;
    const QString name = workName(&*training);
    if (!training->progress) {
        m_job->showProgress(name.isEmpty() ? tr("Loading the model…") : name, 0, 0, {});
        return;
    }
    const TrainProgress& progress = *training->progress;
    const QString where = tr("step %1 of %2").arg(progress.step).arg(progress.steps);
    const QString state
        = training->status == TrainStatus::Paused ? tr("paused at %1").arg(where) : where;
    m_job->showProgress(name + QStringLiteral(" · ") + state, progress.step, progress.steps,
        leftText(progress.etaSeconds));
}

void StatusStrip::showRows(const EvaluationProgress& progress)
{
    const QString rows = tr("Evaluating %1 · row %2 of %3")
                             .arg(QString::fromStdString(progress.task))
                             .arg(progress.done)
                             .arg(progress.total);
    const QString sweep = workName(nullptr);
    m_job->showProgress(sweep.isEmpty() ? rows : sweep + QStringLiteral(" · ") + rows,
        progress.done, progress.total, leftText(progress.secondsLeft));
}

void StatusStrip::showTransfer(const QString& repo, bool check, const PullProgress& progress)
{
    constexpr int kWhole = 1000;
    const int permille = transferText(progress).permille;
    m_transfer->showProgress((check ? tr("Verifying %1") : tr("Fetching %1")).arg(repo), permille,
        permille < 0 ? 0 : kWhole, leftText(progress.secondsLeft));
}

void StatusStrip::showIdle()
{
    m_job->showText(tr("Ready"));
}

} // namespace interweave::ui
