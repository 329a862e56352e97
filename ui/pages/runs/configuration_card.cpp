// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/configuration_card.h"

#include "ui/models/run_table_model.h"
#include "ui/pages/runs/notes_editor.h"
#include "ui/pages/runs/run_dot.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kKeyWidth = 190; // at most
constexpr int kRunWidth = 108; // at least
constexpr int kHeadingRoom = kRunDot + 20; // of a heading, for its mark and its margins

} // namespace

ConfigurationCard::ConfigurationCard(QWidget* parent)
    : Card(tr("Configuration"), parent)
    , m_side(new Segmented({tr("Configuration"), tr("Notes")}, this))
    , m_stack(new QStackedWidget(this))
    , m_notes(new NotesEditor(this))
{
    m_side->setObjectName(QStringLiteral("configurationSide"));
    addHeaderWidget(m_side);
    addWidget(m_stack, 1);
    addTable();
    m_notes->setObjectName(QStringLiteral("runNotes"));
    m_notes->setAccessibleName(tr("Notes of the chosen run"));
    m_notes->setToolTip(tr("Saved by itself, with the run"));
    m_stack->addWidget(m_notes);
    connect(m_side, &Segmented::picked, this, &ConfigurationCard::show);
}

void ConfigurationCard::addTable()
{
    auto* const page = new QWidget(m_stack);
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_search = new QLineEdit(page);
    m_search->setObjectName(QStringLiteral("configurationSearch"));
    m_search->setPlaceholderText(tr("Filter keys and values"));
    m_search->setAccessibleName(tr("Filter the configuration"));
    m_search->setToolTip(tr("Show only keys or values that have this in them"));
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);

    m_filter.setSourceModel(&m_model);
    m_filter.setFilterKeyColumn(-1);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new QTableView(page);
    m_table->setObjectName(QStringLiteral("configurationTable"));
    m_table->setAccessibleName(tr("Configuration of the chosen runs"));
    m_table->setModel(&m_filter);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->viewport()->installEventFilter(this);
    column->addWidget(m_table, 1);
    m_stack->addWidget(page);
    connect(
        m_search, &QLineEdit::textChanged, &m_filter, &QSortFilterProxyModel::setFilterFixedString);
}

void ConfigurationCard::setRuns(const QVector<RunRow>& runs)
{
    QVector<int> places;
    QVector<ConfiguredRun> configured;
    for (const RunRow& run : runs) {
        configured.append({RunTableModel::cellText(run, RunTableModel::Name), {}, run.fields});
        places.append(run.place);
    }
    const bool one = runs.size() == 1;
    m_notes->showNotes(one ? runs.front().id : QString(), one ? runs.front().notes : QString());
    const auto same = [](const ConfiguredRun& a, const ConfiguredRun& b) {
        return a.name == b.name && a.fields == b.fields;
    };
    if (m_places == places
        && std::equal(m_runs.begin(), m_runs.end(), configured.begin(), configured.end(), same))
        return; // keeps what is marked and scrolled to
    m_runs = std::move(configured);
    m_places = std::move(places);
    markRuns();
    show(m_side->chosen());
}

void ConfigurationCard::markRuns()
{
    m_marked = colours().dark;
    for (qsizetype i = 0; i < m_runs.size(); ++i)
        m_runs[i].mark = runDot(m_places[i]);
    m_model.setRuns(m_runs);
    fitColumns();
}

void ConfigurationCard::fitColumns()
{
    const int runs = m_model.columnCount() - 1;
    m_table->resizeColumnToContents(0);
    m_table->setColumnWidth(0, std::min(m_table->columnWidth(0), kKeyWidth));
    const int room = m_table->viewport()->width() - m_table->columnWidth(0);
    for (int run = 1; run <= runs; ++run)
        m_table->setColumnWidth(run, std::max(kRunWidth, room / std::max(runs, 1)));
    m_table->horizontalHeader()->setStretchLastSection(runs * kRunWidth <= room);
    QStringList names;
    for (int run = 1; run <= runs; ++run)
        names += fontMetrics().elidedText(
            m_runs[run - 1].name, Qt::ElideMiddle, m_table->columnWidth(run) - kHeadingRoom);
    m_model.setShortNames(names);
}

void ConfigurationCard::show(int side)
{
    m_side->choose(side);
    m_stack->setCurrentIndex(side);
    const bool several = m_runs.size() > 1;
    setTitle(side == Notes ? tr("Notes")
            : several      ? tr("Configuration, where they differ")
                           : tr("Configuration"));
    const bool same = several && m_model.rows().isEmpty();
    setQualifier(side == Configuration && same ? tr("the same in all") : QString());
}

void ConfigurationCard::editNotes()
{
    show(Notes);
    m_notes->setFocus();
}

/// The card's own size says nothing: its parts are laid out after it.
bool ConfigurationCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return Card::eventFilter(watched, event);
}

void ConfigurationCard::changeEvent(QEvent* event)
{
    if (isThemeChange(*event) && !m_runs.isEmpty() && m_marked != colours().dark)
        markRuns();
    Card::changeEvent(event);
}

} // namespace interweave::ui
