// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/runs_table.h"

#include "ui/pages/runs/run_name_delegate.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTimer>

#include <algorithm>
#include <array>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kChosenPauseMs = 40; // while an arrow key is held down

/// What a column needs, and its share of what is over.
struct Width {
    int least;
    double share;
};
constexpr std::array<Width, RunTableModel::ColumnCount> kWidths{Width{200, 0.3}, {124, 0.0},
    {124, 0.1}, {96, 0.0}, {96, 0.0}, {128, 0.0}, {112, 0.2}, {120, 0.4}};

} // namespace

RunsTable::RunsTable(RunTableModel& model, QWidget* parent)
    : QTableView(parent)
    , m_chosen(new QTimer(this))
{
    m_filter.setSourceModel(&model);
    setModel(&m_filter);
    setItemDelegate(new RunNameDelegate(this));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(DoubleClicked);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* const header = horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(64);
    setSortingEnabled(true);
    sortByColumn(RunTableModel::Created, Qt::DescendingOrder);
    connect(header, &QHeaderView::sectionResized, this, [this] { m_widthsTaken |= !m_fitting; });

    m_chosen->setSingleShot(true);
    m_chosen->setInterval(kChosenPauseMs);
    connect(m_chosen, &QTimer::timeout, this, &RunsTable::chosenChanged);
    const auto look = [this] { m_chosen->start(); };
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, look);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, look);
}

void RunsTable::setSearch(const QString& words)
{
    m_filter.setSearch(words);
}

void RunsTable::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

QVector<int> RunsTable::chosenRows() const
{
    QVector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows += index.row();
    std::sort(rows.begin(), rows.end());
    for (int& row : rows)
        row = m_filter.mapToSource(m_filter.index(row, 0)).row();
    return rows;
}

void RunsTable::choose(const QString& id)
{
    const QModelIndexList found
        = m_filter.match(m_filter.index(0, 0), RunTableModel::IdRole, id, 1, Qt::MatchExactly);
    if (!found.isEmpty())
        selectionModel()->setCurrentIndex(
            found.front(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void RunsTable::editCell(const QString& id, RunTableModel::Column column)
{
    const QModelIndexList found
        = m_filter.match(m_filter.index(0, 0), RunTableModel::IdRole, id, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    const QModelIndex cell = found.front().siblingAtColumn(column);
    scrollTo(cell);
    edit(cell);
}

void RunsTable::fitColumns()
{
    if (m_widthsTaken)
        return;
    const QScopedValueRollback fitting(m_fitting, true);
    int least = 0;
    for (const Width& width : kWidths)
        least += width.least;
    const int over = std::max(0, viewport()->width() - least);
    int used = 0;
    for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
        const auto& [own, share] = kWidths[static_cast<size_t>(column)];
        const bool last = column + 1 == RunTableModel::ColumnCount;
        const int width = last ? std::max(own, viewport()->width() - used)
                               : own + static_cast<int>(over * share);
        setColumnWidth(column, width);
        used += width;
    }
}

void RunsTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void RunsTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_filter.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(colours().secondary);
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

} // namespace interweave::ui
