// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/status_strip.h"

#include "core/support/number_text.h"
#include "core/support/process_memory.h"

#include <QLabel>
#include <QProgressBar>
#include <QTimer>

namespace interweave::ui {

namespace {

constexpr int kHeight = 28;
constexpr int kMemoryMs = 2000;
constexpr int kProgressWidth = 160;

} // namespace

StatusStrip::StatusStrip(EngineThread& engine, QWidget* parent)
    : QStatusBar(parent)
    , m_engine(engine)
    , m_device(new QLabel(this))
    , m_memory(new QLabel(this))
    , m_job(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_left(new QLabel(this))
    , m_message(new QLabel(this))
    , m_clock(new QTimer(this))
{
    setFixedHeight(kHeight);
    setSizeGripEnabled(false);
    setContentsMargins(10, 0, 16, 0);
    m_progress->setFixedWidth(kProgressWidth);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the running job"));
    m_message->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_job->setObjectName(QStringLiteral("statusJob"));
    m_message->setObjectName(QStringLiteral("statusMessage"));
    for (QWidget* const part : {static_cast<QWidget*>(m_device), static_cast<QWidget*>(m_memory),
             static_cast<QWidget*>(m_job), static_cast<QWidget*>(m_progress),
             static_cast<QWidget*>(m_left)}) {
        part->setContentsMargins(6, 0, 10, 0);
        addWidget(part);
    }
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
    connect(&engine, &EngineThread::trainingEnded, this, &StatusStrip::showIdle);
    connect(&engine, &EngineThread::suiteProgressed, this, &StatusStrip::showRows);
    connect(&engine, &EngineThread::evaluationProgressed, this, &StatusStrip::showRows);
    connect(&engine, &JobThread::pendingChanged, this, [this](int jobs) {
        if (jobs == 0)
            showIdle();
    });
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

void StatusStrip::showTraining()
{
    const auto& training = m_engine.training();
    if (!training)
        return;
    const QString name
        = QString::fromStdString(training->runName.empty() ? training->runId : training->runName);
    if (!training->progress) {
        showProgress(name.isEmpty() ? tr("Loading the model…") : name, 0, 0, 0.0);
        return;
    }
    const TrainProgress& progress = *training->progress;
    const QString where = tr("step %1 of %2").arg(progress.step).arg(progress.steps);
    const QString state
        = training->status == TrainStatus::Paused ? tr("paused at %1").arg(where) : where;
    showProgress(
        name + QStringLiteral(" · ") + state, progress.step, progress.steps, progress.etaSeconds);
}

void StatusStrip::showRows(const EvaluationProgress& progress)
{
    const QString what = tr("Evaluating %1 · row %2 of %3")
                             .arg(QString::fromStdString(progress.task))
                             .arg(progress.done)
                             .arg(progress.total);
    showProgress(what, progress.done, progress.total, progress.secondsLeft);
}

void StatusStrip::showProgress(const QString& what, int64_t done, int64_t total, double secondsLeft)
{
    m_job->setText(what);
    m_progress->setVisible(true);
    m_progress->setRange(0, static_cast<int>(total));
    m_progress->setValue(static_cast<int>(done));
    m_left->setText(secondsLeft > 0.0
            ? tr("%1 left").arg(QString::fromStdString(formatDuration(secondsLeft)))
            : QString());
}

void StatusStrip::showIdle()
{
    m_job->setText(tr("Ready"));
    m_progress->setVisible(false);
    m_left->clear();
}

} // namespace interweave::ui
