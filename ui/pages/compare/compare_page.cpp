// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/compare_page.h"

#include "ui/pages/checkpoint_chooser.h"
#include "ui/pages/compare/answer_board.h"
#include "ui/pages/compare/comparison_runner.h"
#include "ui/pages/compare/export_menu.h"
#include "ui/pages/compare/kept_menu.h"
#include "ui/pages/compare/prompt_card.h"
#include "ui/pages/compare/prompt_file.h"
#include "ui/pages/compare/run_chooser.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/segmented.h"

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
    , m_file(new PromptFile(services.library, this))
    , m_runner(new ComparisonRunner(services.engine, this))
{
    buildHeader();
    m_stack->addWidget(buildContent());
    m_stack->addWidget(buildEmptyState());
    body()->addWidget(m_stack, 1);
    connectRuns();
    connectPrompts();
    connectRunner();
    showMode();
}

void ComparePage::buildHeader()
{
    m_mode = new Segmented({tr("One prompt"), tr("List")}, this);
    m_mode->setObjectName(QStringLiteral("compareMode"));
    m_mode->setAccessibleName(tr("One prompt or a list"));
    m_runs = new RunChooser(services(), this);
    addTitleWidget(m_mode);
    m_checkpoint = new CheckpointChooser(services(), this);
    m_checkpoint->setObjectName(QStringLiteral("compareCheckpoint"));
    addTitleWidget(m_runs);
    addTitleWidget(m_checkpoint);
    m_keptButton = addAction(tr("Kept…"), QStringLiteral("compareKept"));
    m_kept = new KeptMenu(services(), m_keptButton);
    m_exportButton = addAction(tr("Export…"), QStringLiteral("compareExport"));
    auto* const menu = new ExportMenu(
        services(),
        [this] {
            return ExportMenu::Content{m_board->answers(), m_mode->chosen() == List};
        },
        this);
    m_exportButton->setMenu(menu);
    m_runButton = addAction(tr("Run all"), QStringLiteral("compareRun"), true);
    m_runButton->setMinimumWidth(kRunButtonWidth);
    connect(m_mode, &Segmented::picked, this, &ComparePage::showMode);
    connect(m_kept, &KeptMenu::chosen, this, &ComparePage::reopen);
    connect(m_kept, &KeptMenu::failed, this, &ComparePage::showFailure);
    connect(menu, &ExportMenu::failed, this, &ComparePage::showFailure);
    connect(m_runButton, &QPushButton::clicked, this, &ComparePage::runOrCancel);
}

QWidget* ComparePage::buildContent()
{
    auto* const content = new QWidget(this);
    m_prompt = new PromptCard(content);
    m_board = new AnswerBoard(content);
    auto* const column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_prompt);
    column->addWidget(m_board, 1);
    connect(m_board, &AnswerBoard::shownChanged, this, &ComparePage::refresh);
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

void ComparePage::connectRuns()
{
    const auto loadCheckpoints = [this] {
        const ComparableRun* const run = m_runs->chosen();
        m_checkpoint->load(run ? run->id : QString());
    };
    connect(m_runs, &QComboBox::currentIndexChanged, this, loadCheckpoints);
    connect(m_runs, &QComboBox::currentIndexChanged, this, &ComparePage::refresh);
    connect(m_checkpoint, &CheckpointChooser::changed, this, &ComparePage::refresh);
    connect(m_runs, &RunChooser::loaded, this, [this, loadCheckpoints] {
        loadCheckpoints();
        refresh();
        if (m_wanted)
            showWanted();
    });
    connect(m_runs, &RunChooser::failed, this, [this](const Failure& failure) {
        notice().showMessage(
            Notice::Severity::Error, failure.text(), tr("Try again"), [this] { m_runs->load(); });
    });
    const auto reload = [this] {
        if (isVisible()) // activate does it otherwise
            m_runs->load();
    };
    connect(&services().engine, &EngineThread::trainingBegun, this, reload);
    connect(&services().engine, &EngineThread::trainingEnded, this, reload);
    connect(&services().library, &LibraryThread::runsChanged, this, reload);
}

void ComparePage::connectPrompts()
{
    connect(m_prompt, &PromptCard::changed, this, &ComparePage::refresh);
    connect(m_prompt, &PromptCard::runRequested, this, [this] {
        if (!m_runner->running())
            run();
    });
    connect(m_prompt, &PromptCard::fileRequested, m_file, &PromptFile::ask);
    connect(m_file, &PromptFile::began, m_prompt, &PromptCard::showReading);
    connect(m_file, &PromptFile::read, this, [this](const PromptList& list) {
        if (!m_runner->running())
            showList(list);
    });
    connect(m_file, &PromptFile::failed, this, [this](const Failure& failure) {
        if (m_runner->running())
            return;
        m_prompt->showNoList();
        m_board->setPrompts({});
        showMode();
        showFailure(failure);
    });
}

void ComparePage::connectRunner()
{
    connect(m_runner, &ComparisonRunner::began, this, [this](int prompt) {
        m_board->beginPrompt(prompt,
            waitingText(
                prompt, services().engine.training().has_value(), services().engine.pending()));
        refresh();
    });
    connect(m_runner, &ComparisonRunner::streamed, m_board, &AnswerBoard::append);
    connect(
        m_runner, &ComparisonRunner::answered, this, [this](int prompt, const ShownAnswer& answer) {
            if (m_mode->chosen() == OnePrompt || !m_runner->cancelled()) // half a row is none
                m_board->setAnswer(prompt, answer);
        });
    connect(
        m_runner, &ComparisonRunner::failed, m_board, [this](int prompt, const Failure& failure) {
            m_board->setFailure(prompt, failure.text());
        });
    connect(m_runner, &ComparisonRunner::ended, this, &ComparePage::runEnded);
}

void ComparePage::activate()
{
    m_runs->load();
}

void ComparePage::showRun(const QString& runId, const QString& prompt, bool now)
{
    m_wanted = Wanted{runId, prompt, now};
    if (m_runner->running())
        m_runner->cancel(); // runEnded goes on
    else
        m_runs->load();
}

void ComparePage::showWanted()
{
    const Wanted wanted = *std::exchange(m_wanted, {});
    if (!m_runs->choose(wanted.run)) {
        notice().showMessage(Notice::Severity::Info,
            tr("That run has no adapter with a gate; only runs that have both can be compared."));
        return;
    }
    m_checkpoint->chooseRunAsItIs();
    notice().clear();
    if (!wanted.prompt.isEmpty()) {
        m_mode->choose(OnePrompt);
        showMode();
        m_prompt->setPrompt(wanted.prompt);
        m_prompt->setChat(false);
    }
    if (wanted.now)
        run();
}

// What can be done now

void ComparePage::showMode()
{
    const bool list = m_mode->chosen() == List;
    m_prompt->setListShown(list);
    m_board->setListShown(list);
    refresh();
}

CompareState ComparePage::state() const
{
    CompareState state;
    state.list = m_mode->chosen() == List;
    if (const ComparableRun* const run = m_runs->chosen())
        state.run = *run;
    if (const std::optional<RunCheckpoint> checkpoint = m_checkpoint->chosen())
        state.checkpoint = checkpoint->step;
    state.prompts
        = state.list ? static_cast<int>(m_board->prompts().size()) : !m_prompt->prompt().isEmpty();
    state.answers = m_board->answered();
    state.running = m_runner->running();
    state.cancelled = m_runner->cancelled();
    state.answering = m_board->answering();
    state.shown = m_board->shown();
    return state;
}

void ComparePage::refresh()
{
    const CompareState state = this->state();
    const bool empty = m_runs->isKnownEmpty();
    m_stack->setCurrentIndex(empty);
    for (QWidget* const widget : {static_cast<QWidget*>(m_mode), static_cast<QWidget*>(m_runs),
             static_cast<QWidget*>(m_keptButton), static_cast<QWidget*>(m_exportButton),
             static_cast<QWidget*>(m_runButton)})
        widget->setVisible(!empty);

    const QString wait = tr("Not while the voices answer");
    m_runs->setHeld(state.running);
    m_checkpoint->setEnabled(!state.running);
    m_mode->setSegmentEnabled(OnePrompt, !state.running || !state.list, wait);
    m_mode->setSegmentEnabled(List, !state.running || state.list, wait);
    m_prompt->setBusy(state.running);
    m_prompt->setKeepRefused(state.whyNotKept());
    m_kept->setRun(state.run && !state.running ? state.run->id : QString(),
        state.run ? state.run->name : QString());
    m_exportButton->setEnabled(!state.running && state.answers > 0);
    m_exportButton->setToolTip(state.exportToolTip());
    setRole(*m_runButton, "kind", state.running ? QString() : QStringLiteral("main"));
    m_runButton->setText(state.runText());
    m_runButton->setEnabled(state.canRunOrCancel());
    m_runButton->setToolTip(state.runToolTip());
    setSubtitle(empty ? QString() : state.subtitle());
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
    if (!state().whyNotRun().isEmpty())
        return;
    notice().clear();
    const bool list = m_mode->chosen() == List;
    const std::optional<RunCheckpoint> checkpoint = m_checkpoint->chosen();
    m_board->begin();
    m_runner->start(
        {m_runs->chosen()->id, state().askedName(), checkpoint ? checkpoint->folder : std::string(),
            list ? m_board->prompts() : QStringList{m_prompt->prompt()}, m_prompt->sampling(),
            m_prompt->keep(), m_prompt->chat()});
    refresh();
}

void ComparePage::runEnded()
{
    m_board->end(m_runner->cancelled());
    if (m_runner->failures() > 0)
        notice().showMessage(Notice::Severity::Error,
            m_mode->chosen() == OnePrompt ? m_runner->failure().text()
                                          : tr("%1 prompts were not answered; the last: %2")
                                                .arg(m_runner->failures())
                                                .arg(m_runner->failure().text()),
            tr("Try again"), [this] { run(); });
    refresh();
    m_runs->load(); // a training may have begun or ended meanwhile
}

// What is asked again

void ComparePage::reopen(const ShownAnswer& kept)
{
    if (m_runner->running())
        return;
    m_mode->choose(OnePrompt);
    m_board->setSingle(kept);
    m_prompt->setPrompt(kept->prompt);
    m_prompt->setSampling(kept->sampling);
    m_prompt->setChat(false); // a kept prompt is the whole text that was continued
    showMode();
}

void ComparePage::showList(const PromptList& list)
{
    notice().clear();
    m_board->setPrompts(list.prompts);
    m_prompt->showList(list);
    if (list.prompts.isEmpty())
        notice().showMessage(Notice::Severity::Error,
            tr("%1 holds no prompt; each line should be one, or an object with \"prompt\" or "
               "\"input\".")
                .arg(list.file));
    showMode();
}

} // namespace interweave::ui
