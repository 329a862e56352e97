// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/model_check.h"

#include "ui/pages/models/transfer_view.h"

#include <QVBoxLayout>

namespace interweave::ui {

ModelCheck::ModelCheck(HubThread& hub, QWidget* parent)
    : QWidget(parent)
    , m_hub(hub)
    , m_view(new TransferView(QStringLiteral("verify"), tr("Nothing is changed by it"), this))
{
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    connect(m_view, &TransferView::cancelled, this, [this] { m_hub.cancel(m_job); });
    hide();
}

void ModelCheck::start(const ModelRow& row)
{
    Q_ASSERT(!running());
    m_key = row.key;
    m_view->begin(m_hub.pending() > 0 ? tr("Waits until the fetch has ended…") : tr("Reading…"));
    const RepoKind kind = row.repoKind();
    m_job = m_hub.check(row.name.toStdString(), kind, this,
        {[this](const PullProgress& progress) { m_view->showProgress(progress); }, {}},
        [this, name = row.name, kind](
            const Outcome<std::vector<FileCheck>>& outcome) { end(name, kind, outcome); });
    show();
}

void ModelCheck::end(
    const QString& name, RepoKind kind, const Outcome<std::vector<FileCheck>>& outcome)
{
    m_job = 0;
    m_view->end();
    hide();
    if (outcome)
        Q_EMIT ended(name, summarised(name.toStdString(), kind, outcome.value()));
    else
        Q_EMIT failed(outcome.failure());
}

} // namespace interweave::ui
