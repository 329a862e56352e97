// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/plan_view.h"

#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 24;
constexpr int kMostRows = 9; // before it scrolls
constexpr int kSizeWidth = 76;

} // namespace

PlanView::PlanView(QWidget* parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_details(secondaryLabel({}, this))
    , m_advice(new QLabel(this))
    , m_table(new QTableView(this))
{
    m_summary->setObjectName(QStringLiteral("planSummary"));
    m_details->setObjectName(QStringLiteral("planDetails"));
    m_advice->setObjectName(QStringLiteral("planAdvice"));
    for (QLabel* const label : {m_summary, m_details, m_advice}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_table->setObjectName(QStringLiteral("planFiles"));
    m_table->setAccessibleName(tr("Files to fetch"));
    m_table->setModel(&m_model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->hide();
    auto* const back = new QPushButton(tr("Back"), this);
    back->setObjectName(QStringLiteral("planBack"));
    back->setProperty("kind", QStringLiteral("quiet"));
    back->setToolTip(tr("Fetch nothing (Esc)"));
    back->setShortcut(Qt::Key_Escape);

    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_summary, 1);
    row->addWidget(back);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_advice);
    column->addWidget(m_table);
    column->addWidget(m_details);
    connect(back, &QPushButton::clicked, this, &PlanView::dismissed);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this] {
        showTexts();
        Q_EMIT changed();
    });
    hide();
}

void PlanView::showPlan(const PullRequest& request, const PullPlan& plan)
{
    m_model.setPlan(request, plan);
    m_table->setFixedHeight(
        std::clamp(m_model.rowCount(), 1, kMostRows) * kRowHeight + 2 * m_table->frameWidth());
    m_table->scrollToTop();
    showTexts();
    show();
    fitColumns();
    Q_EMIT changed();
}

void PlanView::showTexts()
{
    const QString why = m_model.whyNot();
    const QString advice = m_model.advice();
    m_summary->setText(m_model.summary());
    m_details->setText(m_model.details());
    m_advice->setText(advice.isEmpty() && m_model.chosenFiles() > 0 ? why : advice);
    m_advice->setVisible(!m_advice->text().isEmpty());
    setRole(*m_advice, "role",
        m_model.chosenFiles() > 0 ? QStringLiteral("worse") : QStringLiteral("secondary"));
}

void PlanView::fitColumns()
{
    m_table->setColumnWidth(PullPlanModel::Size, kSizeWidth);
    m_table->setColumnWidth(
        PullPlanModel::File, std::max(80, m_table->viewport()->width() - kSizeWidth));
}

void PlanView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

} // namespace interweave::ui
