// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/stored_traces_dialog.h"

#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace interweave::ui {

StoredTracesDialog::StoredTracesDialog(const QString& runName, QWidget* parent)
    : QDialog(parent)
    , m_model(new StoredTraceModel(this))
    , m_text(secondaryLabel({}, this))
    , m_list(new QTableView(this))
    , m_open(new QPushButton(tr("Open"), this))
{
    setObjectName(QStringLiteral("gateTracesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Answers kept with %1").arg(runName));
    resize(680, 400);
    m_text->setObjectName(QStringLiteral("gateTracesText"));
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("gateTraces"));
    m_list->setAccessibleName(windowTitle());
    m_list->setModel(m_model);
    m_list->setShowGrid(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setTabKeyNavigation(false);
    m_list->setWordWrap(false);
    m_list->verticalHeader()->hide();
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_open->setObjectName(QStringLiteral("gateTracesOpen"));
    m_open->setProperty("kind", QStringLiteral("main"));
    m_open->setDefault(true);
    auto* const cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("gateTracesCancel"));

    auto* const buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_open);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addWidget(m_text, 1);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, &StoredTracesDialog::openCurrent);
    connect(m_list, &QTableView::doubleClicked, this, &StoredTracesDialog::openCurrent);
    say(tr("Reading what is kept…"));
}

void StoredTracesDialog::say(const QString& text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_list->setVisible(text.isEmpty());
    m_open->setEnabled(text.isEmpty());
}

void StoredTracesDialog::setTraces(std::vector<StoredTrace> traces)
{
    if (traces.empty()) {
        say(tr("Nothing is kept with this run yet. Tick “Keep with the run” before you generate."));
        return;
    }
    say({});
    m_model->setTraces(std::move(traces));
    m_list->setColumnWidth(StoredTraceModel::Created, 150);
    m_list->setColumnWidth(StoredTraceModel::Tokens, 70);
    m_list->selectRow(0);
    m_list->setFocus();
}

void StoredTracesDialog::showFailure(const QString& text)
{
    say(text);
}

void StoredTracesDialog::openCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const StoredTrace chosen = m_model->at(current.row());
    accept();
    Q_EMIT traceChosen(chosen);
}

} // namespace interweave::ui
