// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/train_page.h"

#include "core/support/atomic_file.h"
#include "core/support/number_text.h"
#include "ui/pages/train/curves_panel.h"
#include "ui/pages/train/estimate_card.h"
#include "ui/pages/train/file_choice.h"
#include "ui/pages/train/recipe_card.h"
#include "ui/pages/train/run_end.h"
#include "ui/pages/train/run_facts.h"
#include "ui/pages/train/watched_card.h"
#include "ui/widgets/empty_state.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kLeftWidth = 308;
constexpr int kGap = 12; // between the columns; the scroll bar takes most of it
constexpr int kScrollBarWidth = 10; // as the style sheet says

} // namespace

TrainPage::TrainPage(Services& services, QWidget* parent)
    : Page(tr("Train"), services, parent)
    , m_recipe(new RecipeCard(services))
    , m_estimate(new EstimateCard(services.engine))
    , m_facts(new FactsCard(tr("Run")))
    , m_watched(new WatchedCard)
    , m_curves(new CurvesPanel)
    , m_right(new QStackedWidget(this))
{
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(4); // the left column ends with room for its scroll bar
    columns->addWidget(makeLeft());
    columns->addWidget(makeRight(), 1);
    body()->addLayout(columns, 1);
    addActions();
    connectEngine();
    connect(m_recipe, &RecipeCard::checked, this, &TrainPage::showChecked);
    connect(m_recipe, &RecipeCard::failed, this, &TrainPage::showFailure);
    connect(m_curves, &CurvesPanel::drawing, this, &TrainPage::showProgress);
    m_recipe->load();
    if (services.engine.training()) { // it began before this page was there
        trainingStarted();
        if (!services.engine.training()->runId.empty())
            trainingBegun();
    }
    showState();
}

QWidget* TrainPage::makeLeft()
{
    m_facts->setObjectName(QStringLiteral("runCard"));
    auto* const cards = new QWidget;
    auto* const column = new QVBoxLayout(cards);
    column->setContentsMargins(0, 0, kGap, 0);
    column->setSpacing(12);
    for (QWidget* const card :
        std::initializer_list<QWidget*>{m_recipe, m_estimate, m_watched, m_facts})
        column->addWidget(card);
    column->addStretch(1);
    auto* const scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("trainSettings"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(kLeftWidth + kGap);
    scroll->setWidget(cards);
    connect(
        scroll->verticalScrollBar(), &QScrollBar::rangeChanged, column, [column](int, int last) {
            column->setContentsMargins(0, 0, last > 0 ? kGap - kScrollBarWidth : kGap, 0);
        });
    return scroll;
}

QWidget* TrainPage::makeRight()
{
    auto* const empty = new EmptyState(
        tr("Curves of the run that trains"), tr("Loss, gate and speed, step by step"));
    QPushButton* const demonstration
        = empty->addAction(tr("Run the demonstration"), QStringLiteral("trainDemonstration"));
    demonstration->setToolTip(
        tr("A tiny model learns a new task, without and with the gate, in under a minute"));
    connect(demonstration, &QPushButton::clicked, this, &Page::demonstrationRequested);
    connect(empty->addAction(tr("Use my model"), QStringLiteral("trainOwnModel")),
        &QPushButton::clicked, this, &TrainPage::usePresetWithOwnModel);
    m_right->addWidget(empty);
    m_right->addWidget(m_curves);
    return m_right;
}

void TrainPage::addActions()
{
    m_export = addAction(tr("Export"), QStringLiteral("trainExport"));
    m_export->setToolTip(tr("Every point of this run's curves as CSV"));
    connect(m_export, &QPushButton::clicked, this, [this] {
        askForFile(this, FileChoice::NewFile, tr("Export the curves"),
            tr("Comma-separated values (*.csv)"), m_runName + QStringLiteral(".csv"),
            [this](const QString& file) { exportPoints(file); });
    });
    m_pause = addAction(tr("Pause"), QStringLiteral("trainPause"));
    connect(m_pause, &QPushButton::clicked, this, [this] {
        const auto& training = services().engine.training();
        if (training && training->status == TrainStatus::Paused)
            services().engine.proceedTraining();
        else
            services().engine.pauseTraining();
    });
    m_stop = addAction(tr("Stop and keep"), QStringLiteral("trainStop"));
    m_stop->setToolTip(tr("End the run now with a checkpoint; it can be resumed"));
    connect(m_stop, &QPushButton::clicked, this, [this] {
        services().engine.stopTraining();
        showState();
    });
    m_cancel = addAction(tr("Cancel"), QStringLiteral("trainCancel"));
    m_cancel->setToolTip(tr("End the run at once; only its last checkpoint stays"));
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        services().engine.cancelTraining();
        showState();
    });
    m_main = addAction(tr("Start"), QStringLiteral("trainStart"), true);
    connect(m_main, &QPushButton::clicked, this, &TrainPage::pressMain);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated,
        m_main, &QPushButton::click);
}

void TrainPage::connectEngine()
{
    const EngineThread& engine = services().engine;
    connect(&engine, &EngineThread::trainingStarted, this, &TrainPage::trainingStarted);
    connect(&engine, &EngineThread::trainingBegun, this, &TrainPage::trainingBegun);
    connect(&engine, &EngineThread::trainingProgressed, this, &TrainPage::trainingProgressed);
    connect(&engine, &EngineThread::trainingStatusChanged, this, &TrainPage::showState);
    connect(&engine, &EngineThread::suiteProgressed, this, &TrainPage::suiteProgressed);
    connect(&engine, &EngineThread::suiteWatched, this, &TrainPage::suiteWatched);
    connect(&engine, &EngineThread::trainingEnded, this, &TrainPage::trainingEnded);
}

void TrainPage::activate()
{
    if (services().engine.training())
        return;
    services().library.ask(
        this, [](RunLibrary& library) { return library.list(); },
        [this](const Outcome<std::vector<StoredRun>>& outcome) {
            if (outcome)
                offerInterrupted(outcome.value());
        });
}

void TrainPage::offerInterrupted(const std::vector<StoredRun>& runs)
{
    const auto newest = std::find_if(runs.rbegin(), runs.rend(),
        [](const StoredRun& run) { return run.summary.status == "interrupted"; });
    if (newest == runs.rend() || services().engine.training() || !notice().isHidden())
        return;
    const RunSummary& run = newest->summary;
    const QString id = QString::fromStdString(run.id);
    if (std::exchange(m_offered, id) == id)
        return;
    notice().showMessage(Notice::Severity::Info,
        tr("%1 was cut off at step %2 of %3.")
            .arg(run.name.empty() ? id : QString::fromStdString(run.name))
            .arg(run.step)
            .arg(run.steps),
        tr("Resume"), [this, id] { showResume(id); });
}

void TrainPage::showResume(const QString& run)
{
    TrainRequest request;
    request.resume = run.toStdString();
    start(request);
}

void TrainPage::usePresetWithOwnModel()
{
    writeNewRun();
    m_recipe->usePresetWithOwnModel();
}

void TrainPage::exportPoints(const QString& file)
{
    services().library.ask(
        this,
        [path = file.toStdString(), csv = m_curves->curves().csv().toStdString()](
            RunLibrary&) { writeFileAtomically(path, csv); },
        [this, file](const Outcome<Nothing>& outcome) {
            if (outcome)
                services().toast(tr("Written to %1").arg(QFileInfo(file).fileName()), {}, {});
            else
                showFailure(outcome.failure());
        });
}

QString TrainPage::nameOfTraining() const
{
    const auto& training = services().engine.training();
    if (!training)
        return {};
    if (!training->runName.empty())
        return QString::fromStdString(training->runName);
    return training->runId.empty() ? tr("the run that loads")
                                   : QString::fromStdString(training->runId);
}

void TrainPage::showState()
{
    const auto& training = services().engine.training();
    const bool ending = training && training->ending;
    const bool paused = training && training->status == TrainStatus::Paused;
    for (QPushButton* const action : {m_pause, m_stop, m_cancel}) {
        action->setVisible(training.has_value());
        action->setEnabled(!ending);
    }
    m_pause->setText(paused ? tr("Continue") : tr("Pause"));
    m_pause->setToolTip(paused ? tr("Go on training") : tr("Hold the run; nothing is lost"));
    m_export->setVisible(!m_curves->curves().isEmpty());
    const bool waits = m_starting && !training;
    m_main->setText(m_writing ? tr("Start") : tr("New run"));
    m_main->setEnabled(!m_writing || (m_recipe->isValid() && !waits));
    m_main->setToolTip(!m_writing ? tr("Write a recipe for another run")
            : training            ? tr("Starts after %1 (Ctrl+Return)").arg(nameOfTraining())
                                  : tr("Train as the recipe says (Ctrl+Return)"));
    m_estimate->setVisible(m_writing);
    m_facts->setVisible(!m_writing);
    m_watched->setVisible(training || !m_curves->curves().isEmpty());
    m_facts->setQualifier(ending ? tr("ending")
            : paused             ? tr("paused")
            : training           ? tr("training")
                                 : tr("ended"));
    m_right->setCurrentIndex(training || !m_curves->curves().isEmpty() ? 1 : 0);
    setSubtitle(!m_writing ? m_runName
            : waits        ? tr("starts as soon as the engine is free")
            : training     ? tr("a new run, starts after %1").arg(nameOfTraining())
                           : tr("a new run"));
    showProgress();
}

void TrainPage::showChecked()
{
    if (!m_writing)
        return;
    if (m_recipe->isValid())
        m_estimate->estimate(m_recipe->request());
    else
        m_estimate->showNothing(
            tr("Memory and time are estimated as soon as the recipe is complete."));
    showState();
}

void TrainPage::pressMain()
{
    if (!m_writing) {
        writeNewRun();
        m_recipe->setFocus();
        return;
    }
    if (m_recipe->isValid())
        start(m_recipe->request());
}

void TrainPage::writeNewRun()
{
    m_asked = true;
    if (!m_writing) {
        m_writing = true;
        m_recipe->editAgain();
    }
    showState();
}

void TrainPage::start(const TrainRequest& request)
{
    m_asked = false;
    notice().clear();
    m_starting = true;
    if (services().engine.training()) {
        services().toast(tr("Starts after %1.").arg(nameOfTraining()), {}, {});
        m_writing = false; // back to the one that trains
        showRunsRecipe();
    }
    services().engine.train(request);
    showState();
}

void TrainPage::trainingStarted()
{
    if (m_end)
        showEnd(*std::exchange(m_end, std::nullopt));
    m_run.clear();
    m_runName = tr("loading");
    m_runRequest = services().engine.training()->request;
    m_runRecipe = {};
    m_starting = false;
    m_newest.reset();
    m_measuring.clear();
    m_curves->curves().clear();
    m_curves->setRun({}, true);
    m_watched->setRows({});
    m_watched->setQualifier({});
    m_watched->setRemark(tr("A watched suite shows here what the run keeps of each task."));
    m_writing = m_writing && m_asked;
    askRunsRecipe();
    showState();
}

/// What the run was started with; read once, for its file may change afterwards.
void TrainPage::askRunsRecipe()
{
    m_readsRecipe = true;
    services().library.ask(
        this,
        [request = m_runRequest](RunLibrary& library) {
            if (request.resume.empty())
                return previewRecipe(request.recipe, request.overrides);
            const std::filesystem::path folder = library.find(request.resume).summary.folder;
            return previewRecipe((folder / "recipe.yaml").string(), request.overrides);
        },
        [this, request = m_runRequest](const Outcome<RecipePreview>& outcome) {
            if (trainCommand(request) != trainCommand(m_runRequest))
                return;
            m_readsRecipe = false;
            if (outcome)
                m_runRecipe = outcome.value();
            if (m_end)
                showEnd(*std::exchange(m_end, std::nullopt));
            showRunsRecipe();
            showProgress();
        });
    showRunsRecipe();
}

void TrainPage::showRunsRecipe()
{
    const auto siamese = m_runRecipe.values.find("method.siamese");
    m_curves->setRun(m_runName, siamese == m_runRecipe.values.end() || siamese->second == "true");
    if (!m_writing)
        m_recipe->showRun(m_runRequest, m_runRecipe);
}

void TrainPage::trainingBegun()
{
    const TrainingState& training = *services().engine.training();
    m_run = QString::fromStdString(training.runId);
    m_runName = nameOfTraining();
    m_newest = training.progress;
    if (!training.request.resume.empty() || m_newest)
        loadEarlier(m_run);
    showRunsRecipe();
    showState();
}

/// What the store has of a run that was resumed, or that trained before this page was there.
void TrainPage::loadEarlier(const QString& run)
{
    services().library.ask(
        this,
        [id = run.toStdString()](RunLibrary& library) {
            std::vector<MetricSeries> series;
            for (const std::string& name : library.seriesNames(id))
                series.push_back(library.series(id, name));
            return series;
        },
        [this, run](const Outcome<std::vector<MetricSeries>>& outcome) {
            if (run != m_run || !outcome)
                return;
            m_curves->curves().prepend(outcome.value());
            m_curves->changed();
            showState();
        });
}

void TrainPage::trainingProgressed(const std::vector<TrainProgress>& steps)
{
    for (const TrainProgress& step : steps)
        m_curves->curves().append(step);
    m_newest = steps.back();
    m_measuring.clear();
    m_curves->changed();
    if (m_export->isHidden())
        showState(); // now there is something to export
}

void TrainPage::suiteProgressed(const EvaluationProgress& progress)
{
    m_measuring = tr("Measuring %1: %2 of %3 rows")
                      .arg(QString::fromStdString(progress.task))
                      .arg(progress.done)
                      .arg(progress.total);
    m_curves->changed();
}

void TrainPage::suiteWatched(const WatchedScores& scores)
{
    m_measuring.clear();
    m_watched->setRows(watchedRows(scores));
    m_watched->setQualifier(
        scores.step == 0 ? tr("base") : tr("step %1").arg(static_cast<qint64>(scores.step)));
    m_curves->curves().append(scores);
    m_curves->changed();
}

void TrainPage::showProgress()
{
    const auto& training = services().engine.training();
    if (!m_writing)
        m_facts->setFacts(runFacts(m_newest));
    if (!m_newest) {
        m_curves->setProgress(!m_measuring.isEmpty() ? m_measuring
                : training                           ? tr("Loading model and data…")
                                                     : QString(),
            0, 0);
        return;
    }
    const auto duration
        = [](double seconds) { return QString::fromStdString(formatDuration(seconds)); };
    QStringList words{tr("Step %1 of %2").arg(m_newest->step).arg(m_newest->steps)};
    if (!m_measuring.isEmpty())
        words << m_measuring;
    else if (training && training->status == TrainStatus::Paused)
        words << tr("paused");
    else if (training)
        words << tr("%1 left").arg(duration(m_newest->etaSeconds));
    words << tr("%1 gone").arg(duration(m_newest->elapsedSeconds));
    m_curves->setProgress(words.join(QStringLiteral(" · ")), m_newest->step, m_newest->steps);
}

void TrainPage::trainingEnded(const Outcome<TrainResult>& outcome)
{
    m_measuring.clear();
    m_starting = false;
    if (m_readsRecipe)
        m_end = outcome;
    else
        showEnd(outcome);
    if (!outcome && m_run.isEmpty() && !m_writing)
        writeNewRun(); // it never began: what is wrong is in the recipe
    m_curves->changed();
    showState();
}

/// What is offered depends on what was trained.
void TrainPage::showEnd(const Outcome<TrainResult>& outcome)
{
    const RunEnd end = runEnd(outcome, m_run, m_runRecipe.values);
    const auto act = [this, run = m_run, values = m_runRecipe.values, offer = end.offer] {
        switch (offer) {
        case RunEnd::Offer::None: break;
        case RunEnd::Offer::OpenGate: Q_EMIT openGateRequested(run); break;
        case RunEnd::Offer::OpenForgetting: Q_EMIT openForgettingRequested({run}); break;
        case RunEnd::Offer::Resume: showResume(run); break;
        case RunEnd::Offer::ResumeSmaller: start(resumeSmaller(run, values)); break;
        }
    };
    const bool offers = end.offer != RunEnd::Offer::None;
    notice().showMessage(end.severity, end.text, offers ? end.label : QString(), act);
}

} // namespace interweave::ui
