// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/parting_card.h"

#include "ui/models/parting_model.h"

#include <QHeaderView>
#include <QTableView>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kPositionWidth = 72;
constexpr int kShareWidth = 112;

} // namespace

PartingCard::PartingCard(QWidget* parent)
    : Card(tr("Where they part"), parent)
    , m_model(new PartingModel(this))
    , m_table(new QTableView(this))
{
    m_table->setObjectName(QStringLiteral("compareParting"));
    m_table->setAccessibleName(tr("Where they part"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* const head = m_table->horizontalHeader();
    head->setHighlightSections(false);
    head->setSectionResizeMode(QHeaderView::Stretch);
    for (const auto& [column, width] : {std::pair<int, int>{PartingModel::Position, kPositionWidth},
             {PartingModel::BaseShare, kShareWidth}}) {
        head->setSectionResizeMode(column, QHeaderView::Fixed);
        head->resizeSection(column, width);
    }
    addWidget(m_table, 1);
}

void PartingCard::showComparison(const Comparison& comparison)
{
    m_model->show(comparison);
    setQualifier(m_model->summary());
}

void PartingCard::clear()
{
    m_model->clear();
    setQualifier({});
}

} // namespace interweave::ui
