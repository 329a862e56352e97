// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/runs_card.h"

#include "ui/pages/runs/runs_table.h"
#include "ui/widgets/segmented.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace interweave::ui {

namespace {

using A = RunActions;
const QVector<A::Kind> kMenu{A::Gate, A::Compare, A::Forgetting, A::Resume, A::KindCount, A::Rename,
    A::Tags, A::Notes, A::OpenFolder, A::KindCount, A::Remove};

} // namespace

RunsCard::RunsCard(QWidget* parent)
    : Card(tr("Runs"), parent)
    , m_actions(this)
    , m_runs(true)
    , m_deleted(false)
    , m_stack(new QStackedWidget(this))
    , m_table(addTable(m_runs, QStringLiteral("runsTable"), tr("Runs"), kMenu))
    , m_deletedTable(addTable(
          m_deleted, QStringLiteral("deletedTable"), tr("Deleted runs"), {A::Restore, A::Purge}))
    , m_runActions(actionRow({A::Gate, A::Compare, A::Forgetting}))
    , m_deletedActions(actionRow({A::Restore, A::Purge}))
    , m_side(new Segmented({tr("Runs"), tr("Deleted")}, this))
{
    for (const A::Kind kind : {A::Rename, A::Tags, A::Remove})
        m_table->addAction(&m_actions.action(kind));
    addMore(*m_runActions);
    m_side->setObjectName(QStringLiteral("runsSide"));
    m_side->setAccessibleName(tr("Runs or deleted runs"));
    addHeaderWidget(m_runActions);
    addHeaderWidget(m_deletedActions);
    addHeaderWidget(m_side);
    addWidget(m_stack, 1);
    connect(m_side, &Segmented::picked, this, &RunsCard::show);
    show(Runs);
}

RunsTable* RunsCard::addTable(RunTableModel& model, const QString& objectName, const QString& name,
    const QVector<A::Kind>& kinds)
{
    auto* const table = new RunsTable(model, m_stack);
    table->setObjectName(objectName);
    table->setAccessibleName(name);
    m_stack->addWidget(table);
    QMenu* const menu = m_actions.newMenu(kinds, table);
    connect(table, &QWidget::customContextMenuRequested, this, [table, menu](const QPoint& at) {
        if (table->selectionModel()->hasSelection())
            menu->popup(table->viewport()->mapToGlobal(at));
    });
    connect(table, &RunsTable::chosenChanged, this, [this, table] {
        if (m_stack->currentWidget() == table)
            tell();
    });
    return table;
}

QWidget* RunsCard::actionRow(const QVector<A::Kind>& kinds)
{
    auto* const row = new QWidget(this);
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setSpacing(4);
    for (const A::Kind kind : kinds) {
        auto* const button = new QToolButton(row);
        button->setProperty("role", QStringLiteral("icon"));
        button->setFocusPolicy(Qt::StrongFocus);
        button->setDefaultAction(&m_actions.action(kind));
        button->setObjectName(m_actions.action(kind).objectName() + QStringLiteral("Button"));
        layout->addWidget(button);
    }
    return row;
}

void RunsCard::addMore(QWidget& row)
{
    auto* const more = new QToolButton(&row);
    more->setObjectName(QStringLiteral("moreRunActions"));
    more->setProperty("role", QStringLiteral("icon"));
    more->setFocusPolicy(Qt::StrongFocus);
    more->setText(tr("More…"));
    more->setToolTip(tr("Resume, rename, tag, delete and more"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    more->setMenu(m_actions.newMenu(kMenu.mid(3), more));
    row.layout()->addWidget(more);
}

void RunsCard::setRuns(QVector<RunRow> runs, QVector<RunRow> deleted)
{
    m_read = true;
    m_runs.setRuns(std::move(runs));
    m_deleted.setRuns(std::move(deleted));
    tell();
}

void RunsCard::setSearch(const QString& words)
{
    m_search = words.trimmed();
    m_table->setSearch(words);
    m_deletedTable->setSearch(words);
    tell();
}

bool RunsCard::showsDeleted() const
{
    return m_side->chosen() == Deleted;
}

QVector<RunRow> RunsCard::chosen() const
{
    const QVector<RunRow>& runs = (showsDeleted() ? m_deleted : m_runs).runs();
    QVector<RunRow> rows;
    for (const int row : (showsDeleted() ? m_deletedTable : m_table)->chosenRows())
        rows.append(runs[row]);
    return rows;
}

void RunsCard::show(int side)
{
    m_side->choose(side);
    m_stack->setCurrentIndex(side);
    m_runActions->setVisible(side == Runs);
    m_deletedActions->setVisible(side == Deleted);
    setTitle(side == Deleted ? tr("Deleted runs") : tr("Runs"));
    tell();
    Q_EMIT sideChanged();
}

/// Says how many there are, and lets the actions and who listens look at the chosen ones.
void RunsCard::tell()
{
    const RunsTable& table = showsDeleted() ? *m_deletedTable : *m_table;
    const qsizetype all = (showsDeleted() ? m_deleted : m_runs).runs().size();
    const QVector<RunRow> runs = chosen();
    m_actions.setChosen(runs);
    setQualifier(!m_read         ? QString()
            : runs.size() > 1    ? tr("%1 of %2 chosen").arg(runs.size()).arg(all)
            : m_search.isEmpty() ? (all == 1 ? tr("1 run") : tr("%1 runs").arg(all))
                                 : tr("%1 of %2 found").arg(table.shownRuns()).arg(all));
    const QString none = !m_read ? tr("Reading the runs…")
        : all > 0                ? tr("No run has “%1”").arg(m_search)
                                 : QString();
    m_table->setEmptyText(
        none.isEmpty() ? tr("No runs. Deleted ones can be had back under Deleted.") : none);
    m_deletedTable->setEmptyText(none.isEmpty() ? tr("Nothing was deleted") : none);
    Q_EMIT chosenChanged();
}

} // namespace interweave::ui
