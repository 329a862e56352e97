// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/evaluation_runner.h"

#include "core/support/number_text.h"
#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interweave::ui {

EvaluationRunner::EvaluationRunner(EngineThread& engine, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_text(secondaryLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    m_text->setObjectName(QStringLiteral("evaluateProgressText"));
    m_text->setWordWrap(true);
    m_bar->setObjectName(QStringLiteral("evaluateProgress"));
    m_bar->setAccessibleName(tr("Rows of this task that are done"));
    m_bar->setTextVisible(false);
    m_cancel->setObjectName(QStringLiteral("evaluateCancel"));
    m_cancel->setToolTip(tr("What is done is kept: the same evaluation goes on from there"));
    auto* const cancelRow = new QHBoxLayout;
    cancelRow->addStretch(1);
    cancelRow->addWidget(m_cancel);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_text);
    column->addWidget(m_bar);
    column->addLayout(cancelRow);
    connect(m_cancel, &QPushButton::clicked, this, &EvaluationRunner::cancel);
    hide();
}

void EvaluationRunner::start(EvaluateRequest request)
{
    Q_ASSERT(!running());
    m_cancelling = false;
    m_bar->setRange(0, 0);
    m_text->setText(m_engine.training() ? tr("Waiting until the training has ended …")
                                        : tr("Loading the model …"));
    m_job = m_engine.evaluate(
        std::move(request), this,
        [this](const EvaluationProgress& progress) { showProgress(progress); },
        [this](const Outcome<std::vector<TaskResult>>& outcome) { end(outcome); });
    show();
    m_cancel->setEnabled(true);
    m_cancel->setFocus();
}

void EvaluationRunner::cancel()
{
    m_engine.cancel(m_job);
    m_cancelling = true;
    m_cancel->setEnabled(false);
    m_text->setText(tr("Stopping after this batch …"));
}

void EvaluationRunner::showProgress(const EvaluationProgress& progress)
{
    if (!running() || m_cancelling)
        return;
    m_bar->setRange(0, static_cast<int>(std::max<int64_t>(progress.total, 1)));
    m_bar->setValue(static_cast<int>(progress.done));
    QString text = tr("%1: %2 of %3 rows")
                       .arg(QString::fromStdString(progress.task),
                           QString::fromStdString(formatCount(progress.done)),
                           QString::fromStdString(formatCount(progress.total)));
    if (progress.secondsLeft > 0.0)
        text += tr(", %1 left").arg(QString::fromStdString(formatDuration(progress.secondsLeft)));
    m_text->setText(text);
}

void EvaluationRunner::end(const Outcome<std::vector<TaskResult>>& outcome)
{
    m_job = 0;
    hide();
    Q_EMIT ended(outcome);
}

} // namespace interweave::ui
