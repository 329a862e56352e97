// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/parting_card.h"

#include "ui/models/parting_model.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
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
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(m_stack))
    , m_nothing(secondaryLabel({}, m_stack))
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
    m_nothing->setObjectName(QStringLiteral("compareNoParting"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    addWidget(m_stack, 1);
    clear();
}

void PartingCard::showComparison(const Comparison& comparison)
{
    m_model->show(comparison);
    setQualifier(m_model->summary());
    showRowsOr(tr("The three answers are the same, token by token"));
}

void PartingCard::clear()
{
    m_model->clear();
    setQualifier({});
    showRowsOr(tr("Token by token, where the three answers are not the same"));
}

void PartingCard::showRowsOr(const QString& text)
{
    m_nothing->setText(text);
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget*>(m_table) : m_nothing);
}

} // namespace interweave::ui
