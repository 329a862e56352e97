// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/sweep_preview.h"

#include "ui/pages/train/sweep_table.h"
#include "ui/widgets/empty_state.h"

#include <QStackedWidget>

namespace interweave::ui {

SweepPreview::SweepPreview(SweepRunModel& model, QWidget* parent)
    : Card(tr("What will run"), parent)
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("sweepPreview"));
    auto* const table
        = new SweepTable(model, {SweepRunModel::Run, SweepRunModel::Settings, SweepRunModel::State},
            SweepRunModel::Settings, this);
    table->setObjectName(QStringLiteral("sweepPreviewRuns"));
    connect(table, &SweepTable::runRequested, this, &SweepPreview::runRequested);
    m_stack->addWidget(new EmptyState(tr("The runs of the sweep"),
        tr("Every variant with every seed, in the order in which they are trained and measured"),
        this));
    m_stack->addWidget(table);
    addWidget(m_stack, 1);
}

void SweepPreview::setSize(const QString& size)
{
    setQualifier(size);
    m_stack->setCurrentIndex(size.isEmpty() ? 0 : 1);
}

} // namespace interweave::ui
