// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/sweep_panel.h"

#include "ui/pages/train/file_choice.h"
#include "ui/pages/train/sweep_check.h"
#include "ui/pages/train/sweep_fields.h"
#include "ui/pages/train/sweep_preview.h"
#include "ui/pages/train/sweep_runs_card.h"
#include "ui/widgets/card_column.h"
#include "ui/widgets/notice.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QKeyEvent>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kWidth = 388;

/// Of a sweep that ended; empty where it was stopped, or nothing failed.
QString failureText(const Outcome<std::vector<SweptRun>>& outcome)
{
    if (!outcome)
        return outcome.failure().cancelled() ? QString() : outcome.failure().text();
    QStringList failures;
    for (const SweptRun& run : outcome.value())
        if (run.error)
            failures << failureOf(*run.error).text();
    if (failures.size() < 2)
        return failures.join(QString());
    return SweepPanel::tr("%1 runs failed. The first: %2")
        .arg(failures.size())
        .arg(failures.first());
}

} // namespace

SweepPanel::SweepPanel(Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_check(new SweepCheck(services, this))
    , m_fields(new SweepFields)
    , m_notice(new Notice)
    , m_runs(new SweepRunsCard(services))
    , m_preview(new SweepPreview(m_runs->model(), this))
{
    setObjectName(QStringLiteral("sweepPanel"));
    m_fields->setObjectName(QStringLiteral("sweepFields"));
    m_notice->setObjectName(QStringLiteral("sweepNotice"));
    auto* const column
        = new CardColumn({m_fields, m_runs, m_notice}, this, CardColumn::Side::Left, kWidth);
    auto* const all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(column);
    connectParts();
    connectEngine();
    writeFrom({}, {});
}

void SweepPanel::connectParts()
{
    connect(m_check, &SweepCheck::checked, this, [this] {
        if (m_writing)
            m_runs->model().setRuns(QString::fromStdString(m_check->plan().name), m_check->runs());
        showState();
    });
    connect(m_fields, &SweepFields::edited, this, &SweepPanel::edited);
    connect(m_fields, &SweepFields::startRequested, this, [this] {
        if (m_writing && m_check->isValid())
            run(m_check->plan());
    });
    connect(m_fields, &SweepFields::closeRequested, this, &SweepPanel::closeRequested);
    connect(m_fields, &SweepFields::formRequested, this, [this] { writeFrom({}, {}); });
    connect(m_fields, &SweepFields::fileRequested, this, [this] {
        askForFile(this, FileChoice::ExistingFile, tr("Open a plan"),
            tr("Plans and recipes (*.yaml *.yml);;All files (*)"), {},
            [this](const QString& file) { openPlan(file); });
    });
    connect(m_fields, &SweepFields::keptRequested, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(m_keptSweeps.size()))
            showKept(m_keptSweeps[static_cast<size_t>(index)]);
    });
    connect(m_runs, &SweepRunsCard::runRequested, this, &SweepPanel::runRequested);
    connect(m_preview, &SweepPreview::runRequested, this, &SweepPanel::runRequested);
    connect(m_runs, &SweepRunsCard::runsRequested, this,
        [this] { Q_EMIT runsRequested(QString::fromStdString(sweepTag(m_plan.name))); });
    connect(m_runs, &SweepRunsCard::forgettingRequested, this,
        [this] { Q_EMIT forgettingRequested(m_runs->model().runIds()); });
    connect(m_runs, &SweepRunsCard::reportRequested, this, &SweepPanel::askReport);
    connect(m_runs, &SweepRunsCard::newRequested, this, &SweepPanel::writeNew);
    connect(m_runs, &SweepRunsCard::closeRequested, this, &SweepPanel::closeRequested);
}

void SweepPanel::connectEngine()
{
    const EngineThread& engine = m_services.engine;
    connect(&engine, &EngineThread::sweepStarted, this, [this] {
        showSweep(m_services.engine.sweeping()->plan);
        m_notice->clear();
    });
    connect(&engine, &EngineThread::sweepProgressed, this, [this](const SweepProgress& progress) {
        m_runs->follow(progress);
        if (progress.phase == "done" || progress.error)
            refresh();
    });
    connect(&engine, &EngineThread::trainingBegun, this, [this] {
        if (m_services.engine.sweeping())
            refresh(); // the run has its id
    });
    connect(&engine, &EngineThread::trainingProgressed, this,
        [this](const std::vector<TrainProgress>& steps) {
            if (m_services.engine.sweeping())
                m_runs->model().setStep(steps.back().step, steps.back().steps);
        });
    connect(&engine, &EngineThread::evaluationProgressed, this,
        [this](const EvaluationProgress& progress) {
            if (m_services.engine.sweeping())
                m_runs->model().setStep(progress.done, progress.total);
        });
    connect(&engine, &EngineThread::sweepEnded, this, &SweepPanel::sweepEnded);
}

void SweepPanel::setRecipe(const TrainRequest& recipe,
    const std::map<std::string, std::string>& values, const QString& name, bool isValid)
{
    m_recipe = recipe;
    m_recipeIsValid = isValid;
    m_fields->setRecipe(values, name);
    if (m_writing && isVisible())
        edited();
}

void SweepPanel::open()
{
    readKept();
    if (m_services.engine.sweeping())
        showSweep(m_services.engine.sweeping()->plan);
    else if (m_writing)
        edited();
    m_fields->setFocus();
}

void SweepPanel::readKept()
{
    m_services.library.ask(
        this, [](const RunLibrary& library) { return listSweeps(library); },
        [this](Outcome<std::vector<KeptSweep>> outcome) {
            if (!outcome)
                return;
            m_keptSweeps = std::move(outcome.value());
            QStringList words;
            for (const KeptSweep& sweep : m_keptSweeps)
                words << tr("%1 · %2 of %3 done")
                             .arg(QString::fromStdString(sweep.name))
                             .arg(sweep.done())
                             .arg(sweep.runs.size());
            m_fields->setKept(words);
            showState();
        });
}

void SweepPanel::openPlan(const QString& file)
{
    m_services.library.ask(
        this, [path = file.toStdString()](RunLibrary&) { return readSweep(path); },
        [this, file](Outcome<SweepPlan> outcome) {
            if (outcome)
                return writeFrom(std::move(outcome.value()), file);
            writeFrom({}, {});
            m_notice->showMessage(Notice::Severity::Error, outcome.failure().text());
        });
}

void SweepPanel::writeNew()
{
    readKept();
    writeFrom({}, {});
}

void SweepPanel::writeFrom(std::optional<SweepPlan> opened, const QString& file)
{
    m_writing = true;
    m_opened = std::move(opened);
    m_notice->clear();
    m_fields->setOpened(m_opened ? &*m_opened : nullptr, file);
    Q_EMIT writingChanged();
    edited();
}

void SweepPanel::edited()
{
    if (m_opened)
        m_check->check(
            [form = m_fields->form(), opened = *m_opened] { return sweepPlan(form, opened); });
    else if (m_recipeIsValid)
        m_check->check(
            [form = m_fields->form(), recipe = m_recipe] { return sweepPlan(form, recipe); });
    else
        m_check->refuse(tr("The recipe in the form cannot start yet: complete it first."));
    showState();
}

void SweepPanel::run(const SweepPlan& plan)
{
    m_notice->clear();
    if (m_services.engine.training() || m_services.engine.sweeping())
        m_services.toast(
            tr("%1 starts after what is at work.").arg(QString::fromStdString(plan.name)), {}, {});
    m_services.engine.sweep(plan);
}

void SweepPanel::proceed(const SweepPlan& plan)
{
    showSweep(plan);
    run(plan);
}

void SweepPanel::showSweep(const SweepPlan& plan)
{
    m_writing = false;
    m_check->cancel();
    Q_EMIT writingChanged();
    m_plan = plan;
    m_runs->setSweep(QString::fromStdString(plan.name),
        QString::fromStdString(sweepFile(m_services.workspace, plan.name).string()));
    refresh();
}

void SweepPanel::showKept(const KeptSweep& sweep)
{
    if (!sweep.problem.empty()) {
        writeFrom({}, {});
        m_notice->showMessage(Notice::Severity::Error, QString::fromStdString(sweep.problem));
        return;
    }
    showSweep(sweep.plan);
    m_runs->model().setRuns(QString::fromStdString(sweep.name), sweep.runs);
    showState();
    offer({});
}

/// What the workspace has of the shown sweep.
void SweepPanel::refresh()
{
    m_services.library.ask(
        this, [plan = m_plan](const RunLibrary& library) { return sweepStates(library, plan); },
        [this, name = m_plan.name](Outcome<std::vector<SweepRunState>> outcome) {
            if (m_writing || name != m_plan.name || !outcome)
                return;
            m_runs->model().setRuns(QString::fromStdString(name), std::move(outcome.value()));
            showState();
        });
}

void SweepPanel::showState()
{
    m_fields->setVisible(m_writing);
    m_runs->setVisible(!m_writing);
    m_runs->showState(m_services.engine.sweeping().has_value());
    if (!m_writing)
        return;
    const SweepRunModel& model = m_runs->model();
    const bool valid = m_check->isValid();
    const bool kept = std::ranges::find(m_keptSweeps, m_check->plan().name, &KeptSweep::name)
        != m_keptSweeps.end();
    m_fields->setState(m_check->problem(),
        valid && kept
            ? tr("A sweep of this name is kept: its runs and these are reported together.")
            : QString(),
        valid);
    m_preview->setSize(model.rowCount() > 0
            ? sweepSize(model.rowCount(), model.done(), m_check->secondsOfOne())
            : QString());
}

void SweepPanel::sweepEnded(const Outcome<std::vector<SweptRun>>& outcome)
{
    m_runs->model().setIdle();
    if (m_writing)
        return;
    m_services.library.ask(
        this, [plan = m_plan](const RunLibrary& library) { return sweepStates(library, plan); },
        [this, failure = failureText(outcome)](Outcome<std::vector<SweepRunState>> states) {
            if (m_writing || m_services.engine.sweeping())
                return;
            if (states)
                m_runs->model().setRuns(
                    QString::fromStdString(m_plan.name), std::move(states.value()));
            showState();
            offer(failure);
        });
}

/// What can be done with a sweep that nobody is at.
void SweepPanel::offer(const QString& failure)
{
    const int done = m_runs->model().done();
    const int all = m_runs->model().rowCount();
    if (done == all) {
        m_notice->showMessage(Notice::Severity::Success,
            all == 1 ? tr("The run is done.") : tr("All %1 runs are done.").arg(all),
            m_plan.suite.empty() ? QString() : tr("Report"), [this] { askReport(); });
        return;
    }
    m_notice->showMessage(failure.isEmpty() ? Notice::Severity::Info : Notice::Severity::Error,
        failure.isEmpty()
            ? tr("Stopped with %1 of %2 runs done. What is done stays.").arg(done).arg(all)
            : failure,
        tr("Continue"), [this] { run(SweepPlan(m_plan)); });
}

void SweepPanel::askReport()
{
    askForFile(this, FileChoice::NewFile, tr("Save the report"),
        tr("Pages (*.html);;Markdown (*.md)"),
        QString::fromStdString(m_plan.name) + QStringLiteral(".html"),
        [this](const QString& file) { writeReport(file); });
}

void SweepPanel::writeReport(const QString& file)
{
    m_notice->showMessage(Notice::Severity::Info, tr("Writing the report …"));
    m_services.library.ask(
        this,
        [name = m_plan.name, path = file.toStdString()](
            const RunLibrary& library) { library.studyReport(name, path); },
        [this, file](const Outcome<Nothing>& outcome) {
            if (!outcome) {
                m_notice->showMessage(Notice::Severity::Error, outcome.failure().text());
                return;
            }
            const auto open = [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); };
            m_notice->showMessage(Notice::Severity::Success,
                tr("Written to %1").arg(QFileInfo(file).fileName()), tr("Open"), open);
            open();
        });
}

void SweepPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace interweave::ui
