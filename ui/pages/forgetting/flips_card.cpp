// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/flips_card.h"

#include "ui/models/flip_model.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kRowWidth = 64; // "▲ 1234"
constexpr int kTaskWidth = 68;
constexpr int kBaseWidth = 50;

/// The sign before a row in the colour of better or worse.
class KindDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool rescued = index.data(FlipModel::RescuedRole).toBool();
        const QColor colour = rescued ? colours().better : colours().worse;
        for (const QPalette::ColorRole role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, colour);
    }
};

} // namespace

FlipsCard::FlipsCard(QWidget* parent)
    : Card(tr("Rows the gate rescued"), parent)
    , m_model(new FlipModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_runs(new QComboBox(this))
    , m_explanation(secondaryLabel({}, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(m_stack))
    , m_nothing(secondaryLabel({}, m_stack))
{
    m_runs->setObjectName(QStringLiteral("forgettingFlipRuns"));
    m_runs->setAccessibleName(tr("Run whose gate is looked at"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_runs, &QComboBox::activated, this, &FlipsCard::showChosen);
    m_explanation->setObjectName(QStringLiteral("forgettingFlipsExplanation"));
    m_explanation->setWordWrap(true);
    m_nothing->setObjectName(QStringLiteral("forgettingNoFlips"));
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    buildTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    addWidget(m_runs);
    addWidget(m_explanation);
    addWidget(m_stack, 1);
    setView({});
}

void FlipsCard::buildTable()
{
    m_table->setObjectName(QStringLiteral("forgettingFlips"));
    m_table->setAccessibleName(tr("Rows that the gate rescued or lost"));
    m_sorted->setSortRole(FlipModel::SortRole);
    m_sorted->setSourceModel(m_model);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(FlipModel::Row, Qt::AscendingOrder);
    m_table->setItemDelegateForColumn(FlipModel::Row, new KindDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* const head = m_table->horizontalHeader();
    head->setHighlightSections(false);
    head->setSectionResizeMode(QHeaderView::Fixed);
    head->resizeSection(FlipModel::Row, kRowWidth);
    head->resizeSection(FlipModel::Task, kTaskWidth);
    head->resizeSection(FlipModel::Base, kBaseWidth);
    head->setSectionResizeMode(FlipModel::Parting, QHeaderView::Stretch);
    const auto open = [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT openRequested(QString::fromStdString(m_model->flips().run),
                index.data(FlipModel::PromptRole).toString());
    };
    connect(m_table, &QTableView::activated, this, open);
    auto* const action = new QAction(tr("Open in Compare"), m_table);
    action->setObjectName(QStringLiteral("forgettingOpenFlip"));
    connect(action, &QAction::triggered, this, [this, open] { open(m_table->currentIndex()); });
    m_table->addAction(action);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void FlipsCard::setView(const ForgettingView& view)
{
    const QString before = m_runs->currentData().toString();
    m_view = view;
    m_runs->clear();
    for (const std::shared_ptr<const RowFlips>& flips : m_view.flips)
        m_runs->addItem(QString::fromStdString(flips->label), QString::fromStdString(flips->run));
    m_runs->setCurrentIndex(m_view.flips.empty() ? -1 : std::max(0, m_runs->findData(before)));
    setSizePolicy(QSizePolicy::Preferred, // what is not here is not worth its room
        m_view.flips.empty() ? QSizePolicy::Maximum : QSizePolicy::Preferred);
    m_runs->setVisible(m_view.flips.size() > 1);
    showChosen();
}

void FlipsCard::showChosen()
{
    const int chosen = m_runs->currentIndex();
    QStringList tasks;
    for (const ForgettingTask& task : m_view.tasks)
        tasks.append(QString::fromStdString(task.label));
    if (chosen < 0)
        m_model->clear();
    else
        m_model->show(m_view.flips[static_cast<size_t>(chosen)], tasks);
    setQualifier(m_model->summary());
    m_explanation->setText(m_model->explanation());
    m_explanation->setToolTip(m_model->reason());
    m_explanation->setVisible(chosen >= 0);
    m_nothing->setText(whyNone());
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget*>(m_table) : m_nothing);
}

QString FlipsCard::whyNone() const
{
    if (!m_view.flips.empty())
        return tr("Both have the same rows right and the same rows wrong.");
    if (std::ranges::none_of(m_view.outcomes, &RunOutcome::siamese))
        return tr("Rows that tuning alone gets wrong and the gate gets right appear here, and "
                  "those it loses. Choose a run that has a gate.");
    return tr("Rows that tuning alone gets wrong and the gate gets right appear here, and those "
              "it loses. It takes the answers of a tuned branch on the same rows: press Evaluate "
              "and choose all branches, or choose a plain run beside it.");
}

} // namespace interweave::ui
