// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/compare_page.h"

#include "ui/models/answer_list_model.h"
#include "ui/models/prompt_list.h"
#include "ui/pages/compare/answer_row.h"
#include "ui/pages/compare/comparison_runner.h"
#include "ui/pages/compare/kept_menu.h"
#include "ui/pages/compare/list_card.h"
#include "ui/pages/compare/parting_card.h"
#include "ui/pages/compare/prompt_card.h"
#include "ui/pages/compare/run_chooser.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/segmented.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kRunButtonWidth = 96; // "Run all" and "Cancel" alike

} // namespace

ComparePage::ComparePage(Services& services, QWidget* parent)
    : Page(tr("Compare"), services, parent)
    , m_stack(new QStackedWidget(this))
    , m_list(new AnswerListModel(this))
    , m_runner(new ComparisonRunner(services.engine, this))
{
    buildHeader();
    m_stack->addWidget(buildContent());
    m_stack->addWidget(buildEmptyState());
    body()->addWidget(m_stack, 1);
    connectRunner();

    const auto reload = [this] {
        if (isVisible()) // activate does it otherwise
            loadRuns();
    };
    connect(&services.engine, &EngineThread::trainingBegun, this, reload);
    connect(&services.engine, &EngineThread::trainingEnded, this, reload);
    connect(&services.library, &LibraryThread::runsChanged, this, reload);
    showMode();
}

void ComparePage::buildHeader()
{
    m_mode = new Segmented({tr("One prompt"), tr("List")}, this);
    m_mode->setObjectName(QStringLiteral("compareMode"));
    m_mode->setAccessibleName(tr("One prompt or a list"));
    m_runs = new RunChooser(this);
    addTitleWidget(m_mode);
    addTitleWidget(m_runs);
    m_keptButton = addAction(tr("Kept…"), QStringLiteral("compareKept"));
    m_kept = new KeptMenu(services(), m_keptButton);
    m_exportButton = addAction(tr("Export…"), QStringLiteral("compareExport"));
    auto* const menu = new ExportMenu(
        services(), [this] { return exported(); }, this);
    m_exportButton->setMenu(menu);
    m_runButton = addAction(tr("Run all"), QStringLiteral("compareRun"), true);
    m_runButton->setMinimumWidth(kRunButtonWidth);
    connect(m_mode, &Segmented::picked, this, &ComparePage::showMode);
    connect(m_runs, &QComboBox::currentIndexChanged, this, &ComparePage::refresh);
    connect(m_kept, &KeptMenu::chosen, this, &ComparePage::reopen);
    connect(m_kept, &KeptMenu::failed, this, &ComparePage::showFailure);
    connect(menu, &ExportMenu::failed, this, &ComparePage::showFailure);
    connect(m_runButton, &QPushButton::clicked, this, &ComparePage::runOrCancel);
}

QWidget* ComparePage::buildContent()
{
    auto* const content = new QWidget(this);
    m_prompt = new PromptCard(content);
    m_answers = new AnswerRow(content);
    m_below = new QStackedWidget(content);
    m_parting = new PartingCard(content);
    m_listCard = new ListCard(*m_list, content);
    m_below->addWidget(m_parting);
    m_below->addWidget(m_listCard);
    auto* const column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_prompt);
    column->addWidget(m_answers, 6);
    column->addWidget(m_below, 5);
    connect(m_prompt, &PromptCard::changed, this, &ComparePage::refresh);
    connect(m_prompt, &PromptCard::runRequested, this, [this] {
        if (!m_runner->running())
            run();
    });
    connect(m_prompt, &PromptCard::fileRequested, this, &ComparePage::chooseFile);
    connect(m_listCard, &ListCard::rowChosen, this, &ComparePage::showRow);
    return content;
}

EmptyState* ComparePage::buildEmptyState()
{
    auto* const empty = new EmptyState(tr("Nothing to compare yet"),
        tr("Here the base, the tuned and the interwoven model answer the same prompt side by side. "
           "It takes a run with an adapter and a gate."),
        this);
    connect(empty->addAction(tr("Run the demonstration"), QStringLiteral("compareDemonstration")),
        &QPushButton::clicked, this, &ComparePage::demonstrationRequested);
    connect(empty->addAction(tr("Train a model"), QStringLiteral("compareTrain")),
        &QPushButton::clicked, this, &ComparePage::openTrainRequested);
    return empty;
}

void ComparePage::connectRunner()
{
    connect(m_runner, &ComparisonRunner::began, this, &ComparePage::promptBegan);
    connect(m_runner, &ComparisonRunner::streamed, this,
        [this](const std::vector<EngineThread::StreamedToken>& tokens) {
            if (m_mode->chosen() == OnePrompt || m_listCard->chosen() == m_asked)
                m_answers->append(tokens);
        });
    connect(m_runner, &ComparisonRunner::answered, this, &ComparePage::promptAnswered);
    connect(m_runner, &ComparisonRunner::failed, this, &ComparePage::promptFailed);
    connect(m_runner, &ComparisonRunner::ended, this, &ComparePage::runEnded);
}

// The runs

void ComparePage::activate()
{
    loadRuns();
}

void ComparePage::showRun(const QString& runId, const QString& prompt, bool now)
{
    m_wanted = Wanted{runId, prompt, now};
    if (m_runner->running())
        m_runner->cancel(); // runEnded goes on
    else
        loadRuns();
}

void ComparePage::loadRuns()
{
    services().library.ask(
        this, [](RunLibrary& library) { return library.list(); },
        [this, load = ++m_load](const Outcome<std::vector<StoredRun>>& outcome) {
            if (load != m_load)
                return; // a newer one is on its way
            if (outcome)
                showRuns(outcome.value());
            else
                notice().showMessage(Notice::Severity::Error, outcome.failure().text(),
                    tr("Try again"), [this] { loadRuns(); });
        });
}

void ComparePage::showRuns(const std::vector<StoredRun>& runs)
{
    if (m_runner->running())
        return; // runEnded asks again
    const auto& training = services().engine.training();
    m_known = true;
    m_runs->setRuns(
        comparableRuns(runs, training ? QString::fromStdString(training->runId) : QString(),
            training ? QString::fromStdString(training->runName) : QString()));
    refresh();
    if (m_wanted)
        showWanted();
}

void ComparePage::showWanted()
{
    const Wanted wanted = *std::exchange(m_wanted, {});
    if (!m_runs->choose(wanted.run)) {
        notice().showMessage(Notice::Severity::Info,
            tr("That run has no adapter with a gate; only runs that have both can be compared."));
        return;
    }
    notice().clear();
    if (!wanted.prompt.isEmpty()) {
        m_mode->choose(OnePrompt);
        showMode();
        m_prompt->setPrompt(wanted.prompt);
    }
    if (wanted.now)
        run();
}

// What can be done now

void ComparePage::showMode()
{
    const bool list = m_mode->chosen() == List;
    m_prompt->setListShown(list);
    m_below->setCurrentIndex(list);
    if (list)
        showRow(m_listCard->chosen());
    else if (m_single)
        showAnswer(m_single);
    else
        showNothing(tr("The answer will be here."));
    refresh();
}

void ComparePage::refresh()
{
    const ComparableRun* const run = m_runs->chosen();
    const bool running = m_runner->running();
    const bool empty = !run && m_known;
    m_stack->setCurrentIndex(empty);
    for (QWidget* const widget : {static_cast<QWidget*>(m_mode), static_cast<QWidget*>(m_runs),
             static_cast<QWidget*>(m_keptButton), static_cast<QWidget*>(m_exportButton),
             static_cast<QWidget*>(m_runButton)})
        widget->setVisible(!empty);

    const QString wait = tr("Not while the voices answer");
    m_runs->setEnabled(!running && run);
    m_mode->setSegmentEnabled(OnePrompt, !running || m_mode->chosen() == OnePrompt, wait);
    m_mode->setSegmentEnabled(List, !running || m_mode->chosen() == List, wait);
    m_prompt->setBusy(running);
    m_prompt->setKeepRefused(run && run->training
            ? tr("The run is still being trained; answers can be kept when it has ended")
            : QString());
    m_kept->setRun(run && !running ? run->id : QString(), run ? run->name : QString());
    const bool nothing = m_mode->chosen() == List ? m_list->answered() == 0 : !m_single;
    m_exportButton->setEnabled(!running && !nothing);
    m_exportButton->setToolTip(
        nothing ? tr("Nothing has been answered yet") : tr("Write what is shown as a file"));

    const QString why = whyNotRun();
    setRole(*m_runButton, "kind", running ? QString() : QStringLiteral("main"));
    m_runButton->setText(running ? tr("Cancel") : tr("Run all"));
    m_runButton->setEnabled(running ? !m_runner->cancelled() : why.isEmpty());
    m_runButton->setToolTip(running ? tr("Stop; what was answered so far stays")
            : why.isEmpty()         ? tr("Ask all three voices (Ctrl+Enter in the prompt)")
                                    : why);
    setSubtitle(empty ? QString() : subtitle());
}

QString ComparePage::subtitle() const
{
    if (m_runner->running())
        return m_mode->chosen() == List
            ? tr("Answering %1 of %2").arg(m_asked + 1).arg(m_list->rowCount())
            : tr("Answering");
    if (!m_shown)
        return {};
    const ComparableRun* const run = m_runs->chosen();
    const QString how = samplingText(m_shown->sampling);
    return run && run->name == m_shown->run // else it is another's that is shown
        ? how
        : QStringLiteral("%1 · %2").arg(m_shown->run, how);
}

QString ComparePage::whyNotRun() const
{
    if (!m_runs->chosen())
        return tr("No run is chosen");
    if (m_mode->chosen() == List)
        return m_list->prompts().isEmpty() ? tr("Choose a file of prompts first") : QString();
    return m_prompt->prompt().isEmpty() ? tr("Write a prompt first") : QString();
}

QString ComparePage::waitingText(int prompt) const
{
    if (prompt > 0)
        return tr("Waiting for the first token…");
    if (services().engine.training())
        return tr("Waiting for a moment between two steps of the training…");
    return services().engine.pending() > 0 ? tr("Waiting for what was asked before…")
                                           : tr("Loading the model…");
}

// A run of one prompt or of a list

void ComparePage::runOrCancel()
{
    if (m_runner->running()) {
        m_runner->cancel();
        refresh();
    } else {
        run();
    }
}

void ComparePage::run()
{
    if (!whyNotRun().isEmpty())
        return;
    notice().clear();
    m_failures = 0;
    const bool list = m_mode->chosen() == List;
    const ComparableRun& run = *m_runs->chosen();
    if (list) {
        m_list->clearAnswers();
        m_asked = -1;
    }
    m_runner->start({run.id, run.name, list ? m_list->prompts() : QStringList{m_prompt->prompt()},
        m_prompt->sampling(), m_prompt->keep()});
    m_listCard->setBusy(list);
    refresh();
}

void ComparePage::promptBegan(int prompt)
{
    m_waiting = waitingText(prompt);
    if (m_mode->chosen() == OnePrompt) {
        m_single.reset();
        showNothing(m_waiting);
        return;
    }
    const bool followed = m_listCard->chosen() == m_asked; // nobody looks at another row
    m_asked = prompt;
    if (followed)
        m_listCard->choose(prompt);
    refresh();
}

void ComparePage::promptAnswered(int prompt, const ShownAnswer& answer)
{
    if (m_mode->chosen() == OnePrompt) {
        m_single = answer;
        showAnswer(answer);
        return;
    }
    if (m_runner->cancelled())
        return; // half an answer is none
    m_list->setAnswer(prompt, answer);
    m_listCard->refresh();
    if (m_listCard->chosen() == prompt)
        showAnswer(answer);
}

void ComparePage::promptFailed(int prompt, const Failure& failure)
{
    m_failure = failure;
    ++m_failures;
    if (m_mode->chosen() == List)
        m_list->setFailure(prompt, failure.text());
    if (m_mode->chosen() == OnePrompt || m_listCard->chosen() == prompt)
        showNothing(tr("Not answered."));
}

void ComparePage::runEnded()
{
    m_asked = -1;
    m_listCard->setBusy(false);
    if (m_runner->cancelled() && m_mode->chosen() == List)
        showRow(m_listCard->chosen());
    else if (m_runner->cancelled())
        m_answers->say(tr("Cancelled."));
    if (m_failures > 0)
        notice().showMessage(Notice::Severity::Error,
            m_mode->chosen() == OnePrompt ? m_failure.text()
                                          : tr("%1 prompts were not answered; the last: %2")
                                                .arg(m_failures)
                                                .arg(m_failure.text()),
            tr("Try again"), [this] { run(); });
    refresh();
    loadRuns(); // a training may have begun or ended meanwhile
}

// What is shown

void ComparePage::showAnswer(const ShownAnswer& answer)
{
    m_shown = answer;
    m_answers->showComparison(answer->comparison);
    m_parting->showComparison(answer->comparison);
    refresh();
}

void ComparePage::showNothing(const QString& why)
{
    m_shown.reset();
    m_answers->clear(why);
    m_parting->clear();
    refresh();
}

void ComparePage::showRow(int row)
{
    if (const ShownAnswer answer = m_list->answer(row))
        showAnswer(answer);
    else if (row >= 0 && row == m_asked)
        showNothing(m_waiting);
    else
        showNothing(
            row < 0 ? tr("The answer to the chosen row will be here.") : tr("Not answered."));
}

void ComparePage::reopen(const ShownAnswer& kept)
{
    if (m_runner->running())
        return;
    m_mode->choose(OnePrompt);
    m_single = kept;
    m_prompt->setPrompt(kept->prompt);
    m_prompt->setSampling(kept->sampling);
    showMode();
}

// Files

void ComparePage::chooseFile()
{
    auto* const dialog = new QFileDialog(
        this, tr("Prompts"), {}, tr("Prompts (*.jsonl *.json *.txt);;All files (*)"));
    dialog->setObjectName(QStringLiteral("compareFileDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ComparePage::readList);
    dialog->open();
}

void ComparePage::readList(const QString& path)
{
    m_prompt->showReading(QFileInfo(path).fileName());
    services().library.submit(
        JobThread::Length::Short, this, [path](std::stop_token) { return readPromptList(path); },
        [this, reading = ++m_reading](const Outcome<PromptList>& outcome) {
            if (reading != m_reading || m_runner->running())
                return;
            if (outcome) {
                showList(outcome.value());
                return;
            }
            m_prompt->showNoList();
            m_list->setPrompts({});
            m_listCard->refresh();
            showMode();
            showFailure(outcome.failure());
        });
}

void ComparePage::showList(const PromptList& list)
{
    notice().clear();
    m_list->setPrompts(list.prompts);
    m_prompt->showList(list);
    m_listCard->refresh();
    if (list.prompts.isEmpty())
        notice().showMessage(Notice::Severity::Error,
            tr("%1 holds no prompt; each line should be one, or an object with \"prompt\" or "
               "\"input\".")
                .arg(list.file));
    showMode();
}

ExportMenu::Content ComparePage::exported() const
{
    if (m_mode->chosen() == List)
        return {m_list->answers(), true};
    return {m_single ? ShownAnswers{m_single} : ShownAnswers(), false};
}

} // namespace interweave::ui
