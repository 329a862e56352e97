// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/train_page.h"

#include "core/support/atomic_file.h"
#include "ui/models/unfinished_work.h"
#include "ui/pages/train/curves_panel.h"
#include "ui/pages/train/estimate_card.h"
#include "ui/pages/train/file_choice.h"
#include "ui/pages/train/followed_run.h"
#include "ui/pages/train/recipe_card.h"
#include "ui/pages/train/run_end.h"
#include "ui/pages/train/run_facts.h"
#include "ui/pages/train/sweep_panel.h"
#include "ui/pages/train/sweep_preview.h"
#include "ui/pages/train/training_controls.h"
#include "ui/pages/train/waiting_button.h"
#include "ui/pages/train/watched_card.h"
#include "ui/widgets/card_column.h"
#include "ui/widgets/empty_state.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace interweave::ui {

TrainPage::TrainPage(Services& services, QWidget* parent)
    : Page(tr("Train"), services, parent)
    , m_run(new FollowedRun(services, this))
    , m_recipe(new RecipeCard(services))
    , m_estimate(new EstimateCard(services.engine))
    , m_facts(new FactsCard(tr("Run")))
    , m_watched(new WatchedCard)
    , m_sweeps(new SweepPanel(services))
    , m_curves(new CurvesPanel(*m_run))
    , m_right(new QStackedWidget(this))
{
    m_facts->setObjectName(QStringLiteral("runCard"));
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(4); // the left column ends with room for its scroll bar
    m_settings = new CardColumn({m_recipe, m_estimate, m_watched, m_facts}, this);
    m_settings->setObjectName(QStringLiteral("trainSettings"));
    columns->addWidget(m_settings);
    columns->addWidget(m_sweeps);
    m_sweeps->hide();
    columns->addWidget(makeRight(), 1);
    body()->addLayout(columns, 1);
    addActions();
    connectParts();
    m_recipe->load();
    m_run->catchUp();
    showState();
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
    m_right->addWidget(m_sweeps->preview());
    return m_right;
}

void TrainPage::addActions()
{
    m_export = addAction(tr("Export"), QStringLiteral("trainExport"));
    m_export->setToolTip(tr("Every point of this run's curves as CSV"));
    connect(m_export, &QPushButton::clicked, this, [this] {
        askForFile(this, FileChoice::NewFile, tr("Export the curves"),
            tr("Comma-separated values (*.csv)"), m_run->name() + QStringLiteral(".csv"),
            [this](const QString& file) { exportPoints(file); });
    });
    m_sweep = addAction(tr("Sweep…"), QStringLiteral("trainSweep"));
    m_sweep->setToolTip(tr("Several runs of one recipe that are to be compared"));
    connect(m_sweep, &QPushButton::clicked, this, [this] {
        if (!services().engine.sweeping())
            writeNewRun(); // the form is what a sweep is made of
        showSweeps(true);
    });
    new WaitingButton(services().engine, addAction({}, QStringLiteral("trainWaiting")), this);
    const TrainingControls::Buttons buttons{addAction(tr("Pause"), QStringLiteral("trainPause")),
        addAction(tr("Stop and keep"), QStringLiteral("trainStop")),
        addAction(tr("Cancel"), QStringLiteral("trainCancel"))};
    const auto* const controls = new TrainingControls(services().engine, buttons, this);
    connect(controls, &TrainingControls::ending, this, &TrainPage::showState);
    m_main = addAction(tr("Start"), QStringLiteral("trainStart"), true);
    connect(m_main, &QPushButton::clicked, this, &TrainPage::pressMain);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated,
        m_main, &QPushButton::click);
}

void TrainPage::connectParts()
{
    connect(m_recipe, &RecipeCard::checked, this, &TrainPage::recipeChecked);
    connect(m_recipe, &RecipeCard::checked, this, &TrainPage::showChecked);
    connect(m_recipe, &RecipeCard::failed, this, &TrainPage::showFailure);
    connect(m_curves, &CurvesPanel::drawing, this, &TrainPage::showProgress);
    connect(m_run, &FollowedRun::started, this, &TrainPage::runStarted);
    connect(m_run, &FollowedRun::described, this, [this] {
        showRunsRecipe();
        showState();
    });
    connect(m_run, &FollowedRun::changed, this, [this] {
        if (m_export->isHidden() && !m_run->curves().isEmpty())
            showState(); // now there is something to export
    });
    connect(m_run, &FollowedRun::started, m_watched, &WatchedCard::showNone);
    connect(m_run, &FollowedRun::watched, m_watched, &WatchedCard::showScores);
    connect(m_run, &FollowedRun::ended, this, &TrainPage::showEnd);
    connect(m_run, &FollowedRun::stopped, this, &TrainPage::runStopped);
    connect(&services().engine, &EngineThread::trainingStatusChanged, this, &TrainPage::showState);
    connect(&services().engine, &EngineThread::sweepStarted, this, &TrainPage::showState);
    connect(&services().engine, &EngineThread::sweepEnded, this, &TrainPage::showState);
    connect(m_sweeps, &SweepPanel::writingChanged, this, [this] {
        m_asked = m_asked && m_sweeps->isWriting(); // what a sweep starts is shown
        showState();
    });
    connect(m_sweeps, &SweepPanel::closeRequested, this, [this] { showSweeps(false); });
    connect(m_sweeps, &SweepPanel::runRequested, this, &Page::openRunRequested);
    connect(m_sweeps, &SweepPanel::runsRequested, this, &Page::openRunsRequested);
    connect(m_sweeps, &SweepPanel::forgettingRequested, this, &Page::openForgettingRequested);
}

void TrainPage::activate()
{
    if (services().engine.training() || services().engine.sweeping())
        return;
    services().library.ask(
        this,
        [](const RunLibrary& library) {
            return unfinishedWork(library.list(), listSweeps(library));
        },
        [this](const Outcome<std::optional<UnfinishedWork>>& outcome) {
            if (outcome && outcome.value())
                offerUnfinished(*outcome.value());
        });
}

void TrainPage::offerUnfinished(const UnfinishedWork& work)
{
    const bool busy = services().engine.training() || services().engine.sweeping();
    if (busy || !notice().isHidden() || !m_sweeps->isHidden())
        return;
    if (std::exchange(m_offered, work.key()) == work.key())
        return;
    notice().showMessage(Notice::Severity::Info, work.text,
        work.run.isEmpty() ? tr("Continue") : tr("Resume"), [this, work] {
            if (!work.run.isEmpty())
                return showResume(work.run);
            notice().clear();
            showSweeps(true);
            m_sweeps->proceed(work.sweep);
        });
}

void TrainPage::showSweeps(bool shown)
{
    m_settings->setVisible(!shown);
    m_sweeps->setVisible(shown);
    if (shown)
        m_sweeps->open();
    showState();
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

void TrainPage::useModel(const QString& model)
{
    writeNewRun();
    m_recipe->usePresetWithOwnModel(model);
}

TrainRequest TrainPage::recipe() const
{
    return m_recipe->request();
}

void TrainPage::exportPoints(const QString& file)
{
    services().library.ask(
        this,
        [path = file.toStdString(), csv = m_run->curves().csv().toStdString()](
            RunLibrary&) { writeFileAtomically(path, csv); },
        [this, file](const Outcome<Nothing>& outcome) {
            if (outcome)
                services().toast(tr("Written to %1").arg(QFileInfo(file).fileName()), {}, {});
            else
                showFailure(outcome.failure());
        });
}

TrainState TrainPage::state() const
{
    const auto& training = services().engine.training();
    TrainState state;
    state.writing = m_writing;
    state.canStart = m_recipe->isValid();
    state.starting = m_starting;
    state.training = training.has_value();
    state.paused = training && training->status == TrainStatus::Paused;
    state.ending = training && training->ending;
    if (const auto& sweep = services().engine.sweeping())
        state.trainingName = tr("the sweep %1").arg(QString::fromStdString(sweep->plan.name));
    else if (training)
        state.trainingName = nameOf(*training);
    state.shownName = m_run->name();
    return state;
}

void TrainPage::showState()
{
    const TrainState state = this->state();
    const bool curves = !m_run->curves().isEmpty();
    m_export->setVisible(curves);
    m_sweep->setVisible(m_sweeps->isHidden());
    m_main->setVisible(m_sweeps->isHidden());
    m_main->setText(state.mainText());
    m_main->setEnabled(state.canPressMain());
    m_main->setToolTip(state.mainToolTip());
    m_estimate->setVisible(m_writing);
    m_facts->setVisible(!m_writing);
    m_facts->setQualifier(state.runState());
    m_watched->setVisible(state.training || curves);
    const bool sweep = !m_sweeps->isHidden() && m_sweeps->isWriting();
    if (sweep)
        m_right->setCurrentWidget(m_sweeps->preview());
    else
        m_right->setCurrentIndex(state.training || curves ? 1 : 0);
    setSubtitle(sweep ? tr("a new sweep") : state.subtitle());
    showProgress();
}

void TrainPage::showProgress()
{
    const std::optional<TrainProgress>& newest = m_run->newest();
    if (!m_writing)
        m_facts->setFacts(runFacts(newest));
    m_curves->setProgress(state().progress(newest, m_run->measuring()), newest ? newest->step : 0,
        newest ? newest->steps : 0);
}

void TrainPage::showRunsRecipe()
{
    if (!m_writing)
        m_recipe->showRun(m_run->request(), m_run->recipe());
}

void TrainPage::showChecked()
{
    if (!m_writing)
        return;
    m_sweeps->setRecipe(
        m_recipe->request(), m_recipe->shown().values, m_recipe->runName(), m_recipe->isValid());
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
    if (const QString before = state().trainingName; !before.isEmpty()) {
        services().toast(tr("Starts after %1.").arg(before), {}, {});
        m_writing = false; // back to the one that trains
        showRunsRecipe();
    }
    services().engine.train(request);
    showState();
}

void TrainPage::runStarted()
{
    m_starting = false;
    m_ofSweep = services().engine.sweeping().has_value();
    m_writing = m_writing && m_asked;
    showRunsRecipe();
    showState();
}

void TrainPage::runStopped(const Outcome<TrainResult>& outcome)
{
    m_starting = false;
    if (!outcome && !m_ofSweep && m_run->id().isEmpty() && !m_writing)
        writeNewRun(); // it never began: what is wrong is in the recipe
    showState();
}

/// What is offered depends on what was trained. A sweep says itself how it ended.
void TrainPage::showEnd(const Outcome<TrainResult>& outcome)
{
    if (m_ofSweep)
        return;
    const RunEnd end = runEnd(outcome, m_run->id(), m_run->name(), m_run->recipe().values);
    const auto act = [this, run = m_run->id(), values = m_run->recipe().values, offer = end.offer] {
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
