// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/sweep_table.h"

#include <QHeaderView>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kRunWidth = 250;
constexpr int kStateWidth = 116;
constexpr int kFigureWidth = 80;

} // namespace

SweepTable::SweepTable(SweepRunModel& model, std::initializer_list<SweepRunModel::Column> columns,
    SweepRunModel::Column wide, QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(tr("Runs of the sweep"));
    setModel(&model);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle); // seed and value stand at the end
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* const header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->resizeSection(SweepRunModel::Run, kRunWidth);
    header->resizeSection(SweepRunModel::State, kStateWidth);
    header->resizeSection(SweepRunModel::Figure, kFigureWidth);
    header->setSectionResizeMode(wide, QHeaderView::Stretch);
    int place = 0;
    for (const SweepRunModel::Column column : columns)
        header->moveSection(header->visualIndex(column), place++);
    for (int column = 0; column < SweepRunModel::ColumnCount; ++column)
        setColumnHidden(column, std::find(columns.begin(), columns.end(), column) == columns.end());
    const auto ask = [this, &model](const QModelIndex& index) {
        if (const QString run = model.runId(index.row()); !run.isEmpty())
            Q_EMIT runRequested(run);
    };
    connect(this, &QTableView::clicked, this, ask);
    connect(this, &QTableView::activated, this, ask);
}

} // namespace interweave::ui
