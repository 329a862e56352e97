// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/forgetting_page.h"

#include "ui/models/forgetting_table.h"
#include "ui/models/measured_runs.h"
#include "ui/pages/forgetting/claims_card.h"
#include "ui/pages/forgetting/evaluate_panel.h"
#include "ui/pages/forgetting/flips_card.h"
#include "ui/pages/forgetting/learning_card.h"
#include "ui/pages/forgetting/result_files.h"
#include "ui/pages/forgetting/run_picker.h"
#include "ui/pages/forgetting/scores_card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kLeastSide = 352; // pixels
constexpr int kMostSide = 440;
constexpr int kUpper = 11; // shares of the height
constexpr int kLower = 10;

std::vector<std::string> toStrings(const QStringList& list)
{
    std::vector<std::string> strings;
    for (const QString& one : list)
        strings.push_back(one.toStdString());
    return strings;
}

} // namespace

ForgettingPage::ForgettingPage(Services& services, QWidget* parent)
    : Page(tr("Forgetting"), services, parent)
    , m_measured(new MeasuredRuns(this))
    , m_table(new ForgettingTable(this))
    , m_files(new ResultFiles(services, this))
    , m_picker(new RunPicker(*m_measured, this))
    , m_suites(new QComboBox(this))
    , m_report(addAction(tr("Report"), QStringLiteral("forgettingReport")))
    , m_export(addAction(tr("Export"), QStringLiteral("forgettingExport")))
    , m_evaluate(addAction(tr("Evaluate"), QStringLiteral("forgettingEvaluate"), true))
    , m_states(new QStackedWidget(this))
{
    addTitleWidget(m_picker);
    addTitleWidget(m_suites);
    m_suites->setObjectName(QStringLiteral("forgettingSuite"));
    m_suites->setAccessibleName(tr("Suite that is looked at"));
    m_suites->setToolTip(tr("What was measured as a part of this suite only"));
    m_suites->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_suites->hide(); // until there is a choice
    connect(m_suites, &QComboBox::activated, this, [this] {
        m_suite = m_suites->currentData().toString().toStdString();
        refresh();
    });
    m_report->setToolTip(tr("One HTML page about the chosen runs, to send and to keep"));
    m_export->setToolTip(tr("The table as comma-separated values"));
    buildContent();
    m_noRuns = noRunsState();
    m_noScores = noScoresState();
    for (QWidget* state : {m_content, m_noRuns, m_noScores})
        m_states->addWidget(state);
    body()->addWidget(m_states, 1);

    connect(m_measured, &MeasuredRuns::picked, this, [this] {
        m_picked = true;
        loadView();
    });
    connect(m_learning, &LearningCard::runClicked, this, &ForgettingPage::toggleRun);
    connect(m_learning, &LearningCard::compareRequested, this,
        [this](const QString& run) { Q_EMIT openCompareRequested(run); });
    connect(m_flips, &FlipsCard::openRequested, this, &Page::openCompareRequested);
    connect(m_report, &QPushButton::clicked, m_files,
        [this] { m_files->saveReport(m_measured->chosen()); });
    connect(
        m_export, &QPushButton::clicked, m_files, [this] { m_files->saveTable(m_table->csv()); });
    connect(m_files, &ResultFiles::started, this, &ForgettingPage::setSubtitle);
    connect(m_files, &ResultFiles::ended, this, &ForgettingPage::saved);
    connect(m_evaluate, &QPushButton::clicked, this, &ForgettingPage::openEvaluation);
    connect(m_panel, &EvaluatePanel::evaluated, this, &ForgettingPage::hasEvaluated);
    connect(m_panel, &EvaluatePanel::evaluatingChanged, this, &ForgettingPage::updateState);
    connect(m_panel, &EvaluatePanel::closeRequested, this, &ForgettingPage::closeEvaluation);
    connectServices();
    updateState();
}

void ForgettingPage::buildContent()
{
    m_scores = new ScoresCard(*m_table, this);
    m_learning = new LearningCard(this);
    m_claims = new ClaimsCard(this);
    m_flips = new FlipsCard(this);
    m_panel = new EvaluatePanel(services(), this);
    m_said = new QWidget(this);
    auto* const said = new QVBoxLayout(m_said);
    said->setContentsMargins(0, 0, 0, 0);
    m_side = new QStackedWidget(this);
    m_side->setMinimumWidth(kLeastSide);
    m_side->setMaximumWidth(kMostSide);
    m_side->addWidget(m_said);
    m_side->addWidget(m_panel);

    m_content = new QWidget(this);
    auto* const charts = new QVBoxLayout;
    for (const auto& [column, upper, lower] :
        {std::tuple<QVBoxLayout*, QWidget*, QWidget*>{charts, m_scores, m_learning},
            {said, m_claims, m_flips}}) {
        column->setSpacing(12);
        column->addWidget(upper, kUpper);
        column->addWidget(lower, kLower);
    }
    auto* const row = new QHBoxLayout(m_content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addLayout(charts, 3);
    row->addWidget(m_side, 1);
}

QWidget* ForgettingPage::noRunsState()
{
    auto* const state = new EmptyState(tr("Nothing has been trained yet"),
        tr("What a run learned and what it lost of its base appears here, task by task, with "
           "intervals. The demonstration trains a small model with and without the gate and "
           "measures both, in about a minute."),
        this);
    state->setObjectName(QStringLiteral("forgettingNoRuns"));
    connect(
        state->addAction(tr("Run the demonstration"), QStringLiteral("forgettingDemonstration")),
        &QPushButton::clicked, this, &Page::demonstrationRequested);
    connect(state->addAction(tr("Train a model"), QStringLiteral("forgettingTrain")),
        &QPushButton::clicked, this, &ForgettingPage::openTrainRequested);
    return state;
}

QWidget* ForgettingPage::noScoresState()
{
    auto* const state = new EmptyState(tr("No run has been measured yet"),
        tr("Evaluate a run on a suite of tasks: its base's scores and its own, what it kept and "
           "what it lost appear here."),
        this);
    state->setObjectName(QStringLiteral("forgettingNoScores"));
    connect(state->addAction(tr("Evaluate a run"), QStringLiteral("forgettingFirstEvaluation")),
        &QPushButton::clicked, this, &ForgettingPage::openEvaluation);
    connect(state->addAction(tr("Train a model"), QStringLiteral("forgettingTrainAnother")),
        &QPushButton::clicked, this, &ForgettingPage::openTrainRequested);
    return state;
}

/// A page that is not seen reads again when it comes to the front.
void ForgettingPage::connectServices()
{
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    connect(&services().library, &LibraryThread::runsChanged, this, again);
    connect(&services().engine, &EngineThread::trainingEnded, this, again);
}

void ForgettingPage::activate()
{
    refresh();
}

void ForgettingPage::showRuns(const QStringList& ids)
{
    m_wanted = ids;
    m_picked = true;
    refresh();
}

void ForgettingPage::refresh()
{
    const quint64 question = ++m_runsAsked;
    services().library.ask(
        this, [suite = m_suite](RunLibrary& library) { return library.learningPoints(suite); },
        [this, question](Outcome<std::vector<LearningPoint>> outcome) {
            if (question != m_runsAsked)
                return;
            if (outcome)
                takeRuns(std::move(outcome.value()));
            else
                showFailure(outcome.failure());
        });
}

void ForgettingPage::takeRuns(std::vector<LearningPoint> runs)
{
    m_known = true;
    m_runs = std::move(runs);
    m_measured->setRuns(m_runs);
    m_panel->setRuns(m_runs);
    takeWanted();
    if (!m_picked || m_measured->chosen().isEmpty())
        m_measured->choose(m_measured->defaultChoice());
    loadView();
}

void ForgettingPage::takeWanted()
{
    if (m_wanted.isEmpty())
        return;
    const QStringList wanted = std::exchange(m_wanted, {});
    m_measured->choose(wanted);
    const auto missing = std::find_if(
        wanted.begin(), wanted.end(), [this](const QString& run) { return !m_measured->has(run); });
    if (missing == wanted.end())
        return;
    const auto run = std::ranges::find(m_runs, missing->toStdString(), &LearningPoint::run);
    const QString label = run == m_runs.end() ? *missing : QString::fromStdString(run->label);
    m_panel->chooseRun(*missing);
    notice().showMessage(Notice::Severity::Info,
        tr("%1 has not been evaluated yet: there are no scores to show.").arg(label),
        m_panel->hasRuns() ? tr("Evaluate") : QString(), [this] { openEvaluation(); });
}

void ForgettingPage::loadView()
{
    const quint64 question = ++m_viewAsked;
    services().library.cancel(m_viewJob); // comparing takes a while: not what nobody waits for
    const QStringList chosen = m_measured->chosen();
    if (chosen.isEmpty()) {
        takeView({});
        return;
    }
    setSubtitle(tr("Comparing row by row …"));
    m_viewJob = services().library.ask(
        this,
        [runs = toStrings(chosen), suite = m_suite](
            RunLibrary& library) { return library.forgetting(runs, suite); },
        [this, question](Outcome<ForgettingView> outcome) {
            if (question != m_viewAsked)
                return;
            if (!outcome) {
                setSubtitle({});
                showFailure(outcome.failure());
                return;
            }
            takeView(std::move(outcome.value()));
        });
}

void ForgettingPage::takeView(ForgettingView view)
{
    m_view = std::move(view);
    offerSuites();
    m_table->setView(m_view);
    m_scores->setView(m_view);
    m_learning->setRuns(m_runs, m_view);
    m_claims->setView(m_view);
    m_flips->setView(m_view);
    describe();
    updateState();
}

/// Those that the chosen runs were measured on, and the one that is looked at.
void ForgettingPage::offerSuites()
{
    std::vector<std::string> suites = m_view.suites;
    if (!m_suite.empty() && std::ranges::find(suites, m_suite) == suites.end())
        suites.push_back(m_suite);
    m_suites->clear();
    m_suites->addItem(tr("All suites"), QString());
    for (const std::string& suite : suites)
        m_suites->addItem(QString::fromStdString(suite), QString::fromStdString(suite));
    m_suites->setCurrentIndex(std::max(0, m_suites->findData(QString::fromStdString(m_suite))));
    m_suites->setVisible(suites.size() > 1 || !m_suite.empty());
}

void ForgettingPage::describe()
{
    const auto tasks = static_cast<int>(m_view.tasks.size());
    setSubtitle(tasks == 0 ? QString() : tasks == 1 ? tr("1 task") : tr("%1 tasks").arg(tasks));
}

void ForgettingPage::toggleRun(const QString& run)
{
    QStringList chosen = m_measured->chosen();
    if (!chosen.removeOne(run))
        chosen.append(run);
    m_picked = true;
    m_measured->choose(chosen);
    loadView();
}

void ForgettingPage::updateState()
{
    const bool measured = m_measured->rowCount() > 0;
    const bool panel = m_side->currentWidget() == m_panel;
    QWidget* state = m_content;
    if (m_known && !measured && !panel)
        state = m_panel->hasRuns() ? m_noScores : m_noRuns;
    m_states->setCurrentWidget(state);
    m_picker->setVisible(measured);
    m_report->setEnabled(!m_view.tasks.empty());
    m_export->setEnabled(!m_view.tasks.empty());
    m_evaluate->setEnabled(m_panel->hasRuns());
    m_evaluate->setText(m_panel->evaluating() ? tr("Evaluating …") : tr("Evaluate"));
    m_evaluate->setToolTip(m_panel->hasRuns() ? tr("Score a run and its base on a suite of tasks")
                                              : tr("There is no trained run yet: train one first"));
}

void ForgettingPage::openEvaluation()
{
    notice().clear();
    m_side->setCurrentWidget(m_panel);
    updateState();
    m_panel->setFocus();
}

void ForgettingPage::closeEvaluation()
{
    m_side->setCurrentWidget(m_said);
    updateState();
}

void ForgettingPage::hasEvaluated(const QString& run, int tasks)
{
    closeEvaluation();
    notice().showMessage(Notice::Severity::Success,
        tr("The evaluation is done. Results kept with the run: %1.").arg(tasks));
    if (m_picked && !m_measured->chosen().contains(run))
        m_wanted = m_measured->chosen() << run;
    refresh();
    Q_EMIT services().library.runsChanged(); // other pages show its scores, too
}

void ForgettingPage::saved(const Outcome<QString>& outcome)
{
    describe();
    if (!outcome) {
        showFailure(outcome.failure());
        return;
    }
    notice().showMessage(Notice::Severity::Success, tr("Written to %1").arg(outcome.value()),
        tr("Open"),
        [file = outcome.value()] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
}

} // namespace interweave::ui
