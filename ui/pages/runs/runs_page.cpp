// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/runs_page.h"

#include "ui/pages/runs/configuration_card.h"
#include "ui/pages/runs/curves_card.h"
#include "ui/pages/runs/notes_editor.h"
#include "ui/pages/runs/run_changes.h"
#include "ui/pages/runs/run_exports.h"
#include "ui/pages/runs/runs_card.h"
#include "ui/pages/runs/runs_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"

#include <QDesktopServices>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kSoonMs = 60; // gathers what changes at a time
constexpr int kLiveMs = 2'000; // between two looks at the run that is being trained

QString nameOf(const RunRow& run)
{
    return RunTableModel::cellText(run, RunTableModel::Name);
}

} // namespace

RunsPage::RunsPage(Services& services, QWidget* parent)
    : Page(tr("Runs"), services, parent)
    , m_changes(new RunChanges(services, this))
    , m_exports(new RunExports(services.library, this))
    , m_soon(new QTimer(this))
    , m_live(new QTimer(this))
{
    buildHeader();
    buildBody();
    connectParts();
    followTraining();
    showChosen();
    refresh();
}

RunsPage::~RunsPage()
{
    m_configuration->notes().flush();
}

void RunsPage::buildHeader()
{
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("runsSearch"));
    m_search->setPlaceholderText(tr("Search runs, tags, notes"));
    m_search->setAccessibleName(tr("Search runs"));
    m_search->setToolTip(tr("Shows runs that have every word in their name, id, tags, notes, "
                            "state, model or method"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(220);
    addTitleWidget(m_search);
    m_report = addAction(tr("Report"), QStringLiteral("runsReport"));
    m_report->setToolTip(tr("One HTML page about the chosen runs, side by side"));
    QPushButton* const exports = addAction(tr("Export"), QStringLiteral("runsExport"));
    exports->setToolTip(tr("Write the chosen runs for other programs"));
    exports->setMenu(exportMenu());
    QPushButton* const newRun = addAction(tr("New run"), QStringLiteral("runsNew"), true);
    newRun->setToolTip(tr("Choose a model and data, and train"));
    connect(newRun, &QPushButton::clicked, this, &RunsPage::openTrainRequested);
}

QMenu* RunsPage::exportMenu()
{
    QMenu* const menu = m_exports->newMenu(this);
    menu->addSeparator();
    QAction* const import = menu->addAction(tr("Import a run…"));
    import->setObjectName(QStringLiteral("importRun"));
    import->setToolTip(tr("Take an exported run, or any run's folder, into this workspace"));
    connect(import, &QAction::triggered, m_changes, &RunChanges::askImport);
    return menu;
}

void RunsPage::buildBody()
{
    m_card = new RunsCard(this);
    m_curves = new CurvesCard(services().library, this);
    m_configuration = new ConfigurationCard(this);
    m_lower = new QSplitter(Qt::Horizontal, this);
    m_lower->addWidget(m_curves);
    m_lower->addWidget(m_configuration);
    auto* const all = new QSplitter(Qt::Vertical, this);
    all->addWidget(m_card);
    all->addWidget(m_lower);
    for (QSplitter* const splitter : {m_lower, all}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(12);
    }
    all->setSizes({262, 398});
    all->setStretchFactor(0, 2);
    all->setStretchFactor(1, 3);
    m_lower->setSizes({534, 510});

    auto* const empty = new EmptyState(tr("No runs yet"),
        tr("Every training run will stand here with its curves and its configuration, to be "
           "found again, laid beside others and opened in Gate or Compare."),
        this);
    QPushButton* const demonstration
        = empty->addAction(tr("Run the demonstration"), QStringLiteral("runsDemonstration"));
    QPushButton* const newRun = empty->addAction(tr("New run"), QStringLiteral("runsEmptyNew"));
    connect(demonstration, &QPushButton::clicked, this, &RunsPage::demonstrationRequested);
    connect(newRun, &QPushButton::clicked, this, &RunsPage::openTrainRequested);

    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(QStringLiteral("runsStack"));
    m_stack->addWidget(all);
    m_stack->addWidget(empty);
    body()->addWidget(m_stack, 1);
}

void RunsPage::connectParts()
{
    connect(m_search, &QLineEdit::textChanged, m_card, &RunsCard::setSearch);
    connect(m_report, &QPushButton::clicked, m_exports, &RunExports::askReport);
    connect(&m_card->actions(), &RunActions::triggered, this, &RunsPage::act);
    connect(m_card, &RunsCard::chosenChanged, this, &RunsPage::showChosen);
    connect(m_card, &RunsCard::sideChanged, this, &RunsPage::showEmptyOrRuns);
    connect(&m_card->model(), &RunTableModel::renamed, m_changes, &RunChanges::rename);
    connect(&m_card->model(), &RunTableModel::tagged, m_changes, &RunChanges::tag);
    connect(&m_configuration->notes(), &NotesEditor::written, m_changes, &RunChanges::setNotes);
    connect(m_changes, &RunChanges::failed, this, &RunsPage::showFailure);
    connect(m_changes, &RunChanges::changed, this, [this] {
        if (notice().showsError()) // of a change before
            notice().clear();
    });
    connect(m_curves, &CurvesCard::failed, this, &RunsPage::showFailure);

    connect(m_exports, &RunExports::failed, this, &RunsPage::showFailure);
    connect(m_exports, &RunExports::began, this, [this](const QString& path) {
        notice().showMessage(
            Notice::Severity::Info, tr("Writing %1…").arg(QDir::toNativeSeparators(path)));
    });
    connect(m_exports, &RunExports::written, this, [this](const QString& path) {
        notice().showMessage(Notice::Severity::Success,
            tr("Written: %1").arg(QDir::toNativeSeparators(path)), tr("Open"),
            [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    });
}

void RunsPage::followTraining()
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(kSoonMs);
    m_live->setSingleShot(true);
    m_live->setInterval(kLiveMs);
    connect(m_soon, &QTimer::timeout, this, &RunsPage::list);
    connect(m_live, &QTimer::timeout, this, &RunsPage::showLiveStep);
    const EngineThread& engine = services().engine;
    connect(&services().library, &LibraryThread::runsChanged, this, &RunsPage::refresh);
    connect(&engine, &EngineThread::trainingBegun, this, &RunsPage::refresh);
    connect(&engine, &EngineThread::trainingEnded, this, &RunsPage::refresh);
    connect(&engine, &EngineThread::trainingStatusChanged, this, &RunsPage::refresh);
    connect(&engine, &EngineThread::trainingProgressed, this, [this] {
        if (isVisible() && !m_live->isActive())
            m_live->start();
    });
}

void RunsPage::activate()
{
    refresh();
}

void RunsPage::showRun(const QString& run)
{
    m_search->clear();
    m_wanted = run;
    refresh();
}

void RunsPage::search(const QString& words)
{
    m_search->setText(words);
}

void RunsPage::refresh()
{
    if (!m_soon->isActive())
        m_soon->start();
}

void RunsPage::list()
{
    if (m_listing) {
        m_again = true;
        return;
    }
    m_listing = true;
    services().library.ask(
        this,
        [](const RunLibrary& library) { return runRows(library.list(), library.listDeleted()); },
        [this](Outcome<RunRows> outcome) {
            m_listing = false;
            if (outcome)
                showListed(std::move(outcome.value()));
            else
                showFailure(outcome.failure());
            if (std::exchange(m_again, false))
                refresh();
        });
}

void RunsPage::showListed(RunRows listed)
{
    m_listed = true;
    const bool first = m_card->model().runs().isEmpty();
    m_card->setRuns(std::move(listed.runs), std::move(listed.deleted));
    showLiveStep();
    const QVector<RunRow>& runs = m_card->model().runs();
    const QString wanted = std::exchange(m_wanted, {});
    if (!wanted.isEmpty())
        m_card->table().choose(wanted);
    else if (first && !runs.isEmpty()) // so that there is something to see
        m_card->table().choose(runs.back().id);
    tellOfInterrupted();
    showEmptyOrRuns();
}

void RunsPage::showEmptyOrRuns()
{
    m_lower->setVisible(!m_card->showsDeleted());
    m_stack->setCurrentIndex(m_listed && m_card->isEmpty() ? 1 : 0);
    showChosen();
}

void RunsPage::tellOfInterrupted()
{
    const RunRow* const told = m_card->model().find(m_interrupted);
    if (!m_interrupted.isEmpty() && (!told || told->status != u"interrupted")) {
        m_interrupted.clear();
        notice().clear();
    }
    const QVector<RunRow>& runs = m_card->model().runs();
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        if (run->status != u"interrupted" || m_toldOf.contains(run->id))
            continue;
        m_toldOf.insert(run->id);
        if (notice().isVisibleTo(this)) // one word at a time; the table says the rest
            continue;
        m_interrupted = run->id;
        notice().showMessage(Notice::Severity::Info,
            tr("%1 was cut off at step %2. It can go on from there.")
                .arg(nameOf(*run))
                .arg(run->step),
            tr("Resume"), [this, id = run->id] { Q_EMIT resumeRequested(id); });
    }
}

void RunsPage::showChosen()
{
    const QVector<RunRow> runs = m_card->chosen();
    const bool deleted = m_card->showsDeleted();
    m_report->setEnabled(!runs.isEmpty() && !deleted);
    m_exports->setChosen(deleted ? QVector<RunRow>() : runs);
    if (deleted)
        return;
    QVector<CurveRun> curves;
    for (const RunRow& run : runs)
        curves.append({run.id, nameOf(run), run.place, run.status + QString::number(run.step)});
    m_curves->setRuns(std::move(curves));
    m_configuration->setRuns(runs);
}

void RunsPage::showLiveStep()
{
    const std::optional<TrainingState>& training = services().engine.training();
    if (!training || !training->progress)
        return;
    m_card->model().setLiveStep(QString::fromStdString(training->runId), training->progress->step);
    showChosen();
}

void RunsPage::act(RunActions::Kind kind)
{
    const QVector<RunRow> runs = m_card->chosen();
    if (runs.isEmpty())
        return;
    const RunRow& first = runs.front();
    QStringList ids;
    for (const RunRow& run : runs)
        ids += run.id;
    switch (kind) {
    case RunActions::Gate: return Q_EMIT openGateRequested(first.id);
    case RunActions::Compare: return Q_EMIT openCompareRequested(first.id);
    case RunActions::Forgetting: return Q_EMIT openForgettingRequested(ids);
    case RunActions::Resume: return Q_EMIT resumeRequested(first.id);
    case RunActions::Rename: return m_card->table().editCell(first.id, RunTableModel::Name);
    case RunActions::Tags: return m_card->table().editCell(first.id, RunTableModel::Tags);
    case RunActions::Notes: return m_configuration->editNotes();
    case RunActions::OpenFolder:
        QDesktopServices::openUrl(QUrl::fromLocalFile(first.folder));
        return;
    case RunActions::Remove: return m_changes->remove(ids, nameOf(first));
    case RunActions::Restore: return m_changes->restore(ids);
    case RunActions::Purge: return m_changes->askPurge(ids, nameOf(first));
    case RunActions::KindCount: return;
    }
}

} // namespace interweave::ui
