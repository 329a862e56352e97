// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/gate_page.h"

#include "ui/models/trace_text.h"
#include "ui/pages/gate/answer_card.h"
#include "ui/pages/gate/gate_prompt_card.h"
#include "ui/pages/gate/stored_traces_dialog.h"
#include "ui/pages/gate/token_card.h"
#include "ui/pages/gate/token_text.h"
#include "ui/pages/gate/trace_charts.h"
#include "ui/pages/gate/trace_menu.h"
#include "ui/plots/histogram.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kDetailWidth = 300;
constexpr int kGap = 12; // between cards
constexpr int kBins = 20; // of the base share
constexpr int kTickMs = 1000;
constexpr int kCheckpointsMs = 2000; // a run under training keeps new ones

QString subtitleOf(const GateRun& run, const std::optional<RunCheckpoint>& checkpoint,
    const std::optional<TrainingState>& training)
{
    if (checkpoint)
        return GatePage::tr("%1 · checkpoint of step %2").arg(run.name).arg(checkpoint->step);
    if (!run.training)
        return QStringLiteral("%1 · %2").arg(run.name, run.status);
    return training && training->progress
        ? GatePage::tr("%1 as it was at step %2").arg(run.name).arg(training->progress->step)
        : GatePage::tr("%1 as it was in training").arg(run.name);
}

} // namespace

GatePage::GatePage(Services& services, QWidget* parent)
    : Page(tr("Gate"), services, parent)
    , m_stack(new QStackedWidget(this))
{
    m_stack->addWidget(new QWidget(m_stack)); // until it is known whether there are runs
    m_stack->addWidget(m_content = content());
    m_stack->addWidget(m_empty = emptyState());
    body()->addWidget(m_stack, 1);
    addActions();

    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &GatePage::updateBusy);
    connect(&services.engine, &EngineThread::trainingBegun, this, &GatePage::refreshRuns);
    connect(&services.engine, &EngineThread::trainingEnded, this, &GatePage::refreshRuns);
    connect(&services.engine, &EngineThread::trainingProgressed, this, [this] {
        if (isVisible() && m_checkpointsAge.hasExpired(kCheckpointsMs))
            refreshCheckpoints();
    });
    connect(&services.library, &LibraryThread::runsChanged, this, &GatePage::refreshRuns);
    updateActions();
    refreshRuns();
}

QWidget* GatePage::content()
{
    auto* const page = new QWidget(m_stack);
    m_prompt = new GatePromptCard(services(), page);
    m_answer = new AnswerCard(page);
    m_charts = new TraceCharts(page);
    auto* const left = new QVBoxLayout;
    left->setSpacing(kGap);
    left->addWidget(m_prompt);
    left->addWidget(m_answer, 1);
    left->addWidget(m_charts, 1);
    auto* const row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addLayout(left, 1);
    row->addWidget(detailColumn());

    TokenText& text = m_answer->text();
    connect(m_prompt, &GatePromptCard::changed, this, &GatePage::updateActions);
    connect(m_prompt, &GatePromptCard::runChosen, this, &GatePage::refreshCheckpoints);
    connect(m_prompt, &GatePromptCard::generateRequested, this, &GatePage::generate);
    const auto hover = [this, &text](int token) {
        text.markHovered(token);
        if (token >= 0 && text.locked() < 0)
            showToken(token);
    };
    connect(&text, &TokenText::tokenHovered, this, hover);
    connect(m_charts, &TraceCharts::tokenHovered, this, hover);
    connect(m_charts, &TraceCharts::tokenClicked, &text, &TokenText::lock);
    connect(&text, &TokenText::tokenLocked, this,
        [this](int token) { showToken(token < 0 ? m_token : token); });
    return page;
}

QWidget* GatePage::detailColumn()
{
    auto* const holder = new QWidget(this);
    holder->setFixedWidth(kDetailWidth);
    auto* const column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    m_tokenCard = new TokenCard(holder);
    m_tokenCard->setObjectName(QStringLiteral("gateToken"));
    auto* const shares = new Card(tr("Base shares of the answer"), holder);
    m_shares = new Histogram(shares);
    m_shares->setObjectName(QStringLiteral("gateHistogram"));
    m_shares->setAccessibleName(tr("How often each base share occurs in the answer"));
    m_shares->setEmptyText(tr("How often each base share occurs"));
    shares->addWidget(m_shares, 1);
    m_proof = secondaryLabel({}, holder);
    m_proof->setObjectName(QStringLiteral("gateProof"));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(11);
    m_proof->setFont(fixed);
    m_proof->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_tokenCard, 5);
    column->addWidget(shares, 2);
    column->addWidget(m_proof);
    return holder;
}

QWidget* GatePage::emptyState()
{
    auto* const empty = new EmptyState(tr("No run with a gate yet"),
        tr("Here the words of an answer take the colour of the memory that speaks: blue where the "
           "base model does, orange where what was learned does. That takes a run that was trained "
           "with a gate. The demonstration trains a small one within a minute, offline."),
        m_stack);
    empty->setObjectName(QStringLiteral("gateEmpty"));
    connect(empty->addAction(tr("Run the demonstration"), QStringLiteral("gateDemonstration")),
        &QPushButton::clicked, this, &Page::demonstrationRequested);
    connect(empty->addAction(tr("Train a run"), QStringLiteral("gateTrain")), &QPushButton::clicked,
        this, &Page::openTrainRequested);
    return empty;
}

void GatePage::addActions()
{
    m_open = addAction(tr("Open…"), QStringLiteral("gateOpen"));
    m_export = addAction(tr("Export"), QStringLiteral("gateExport"));
    m_generate = addAction(tr("Generate"), QStringLiteral("gateGenerate"), true);
    m_generate->setMinimumWidth(110); // the same for both of its words
    m_menu = new TraceMenu(services(), *m_answer, this);
    m_export->setMenu(m_menu);
    connect(m_menu, &TraceMenu::failed, this, &GatePage::showFailure);
    connect(m_open, &QPushButton::clicked, this, &GatePage::openStored);
    connect(m_generate, &QPushButton::clicked, this, [this] {
        if (m_job != 0)
            abandon();
        else
            generate();
    });
}

void GatePage::activate()
{
    m_prompt->setFocus();
    refreshRuns();
}

void GatePage::refreshRuns()
{
    const auto& training = services().engine.training();
    services().library.ask(
        this,
        [run = training ? training->runId : std::string()](
            RunLibrary& library) { return gateRuns(library.list(), run); },
        [this, refresh = ++m_refreshes](Outcome<std::vector<GateRun>> outcome) {
            if (refresh != m_refreshes)
                return; // a newer list is on its way
            if (outcome)
                setRuns(std::move(outcome.value()));
            else if (!outcome.failure().cancelled())
                notice().showMessage(Notice::Severity::Error, outcome.failure().text(),
                    tr("Try again"), [this] { refreshRuns(); });
        });
}

void GatePage::setRuns(std::vector<GateRun> runs)
{
    m_stack->setCurrentWidget(runs.empty() && !m_trace ? m_empty : m_content);
    m_prompt->setRuns(std::move(runs));
    if (m_wanted && !serveWanted()) {
        m_wanted.reset();
        notice().showMessage(Notice::Severity::Info,
            tr("This run has no gate to look at: it was trained without one, or has not begun."));
    }
}

void GatePage::refreshCheckpoints()
{
    m_checkpointsAge.start();
    m_prompt->loadCheckpoints();
}

bool GatePage::serveWanted()
{
    if (!m_prompt->chooseRun(m_wanted->run))
        return false;
    const bool now = m_wanted->generate;
    m_wanted.reset();
    if (now) {
        abandon();
        generate();
    }
    return true;
}

void GatePage::showRun(
    const QString& runId, const QString& prompt, bool generateNow, const QString& answer)
{
    if (!prompt.isEmpty())
        m_prompt->setPrompt(prompt, answer);
    m_wanted = Wanted{runId, generateNow};
    refreshRuns(); // what is listed may be older than the wish
}

void GatePage::generate()
{
    const std::optional<TraceRequest> request = m_prompt->request();
    if (m_job != 0 || !request)
        return;
    notice().clear();
    m_since.start();
    m_job = services().engine.ask(
        this,
        [request = *request](
            Engine& engine, std::stop_token stop) { return engine.trace(request, stop); },
        [this, asked = ++m_asked, run = *m_prompt->run(), checkpoint = m_prompt->checkpoint(),
            saved = request->save](Outcome<Trace> outcome) {
            if (asked != m_asked)
                return;
            m_job = 0;
            updateActions();
            if (!outcome) {
                showFailure(outcome.failure());
                return;
            }
            showShared(std::make_shared<const Trace>(std::move(outcome.value())),
                subtitleOf(run, checkpoint, services().engine.training()));
            if (saved && services().toast)
                services().toast(tr("Kept with %1").arg(run.name), {}, {});
        });
    updateActions();
}

void GatePage::abandon()
{
    if (m_job == 0)
        return;
    services().engine.cancel(m_job);
    ++m_asked;
    m_job = 0;
    updateActions();
}

void GatePage::updateActions()
{
    if (!m_generate)
        return;
    const bool busy = m_job != 0;
    const std::optional<GateRun> run = m_prompt->run();
    m_generate->setText(busy ? tr("Cancel") : tr("Generate"));
    m_generate->setEnabled(busy || m_prompt->request().has_value());
    m_generate->setToolTip(busy       ? tr("Gives up the answer that is being made")
            : m_generate->isEnabled() ? tr("Answers the prompt and traces each token (Ctrl+Enter)")
            : run                     ? tr("Write a prompt first")
                                      : tr("There is no run with a gate yet"));
    m_open->setEnabled(run.has_value());
    m_open->setToolTip(run ? tr("Opens an answer that was kept with %1").arg(run->name)
                           : tr("There is no run with a gate yet"));
    m_export->setEnabled(m_trace != nullptr);
    m_export->setToolTip(
        m_trace ? tr("Writes what is shown to a file") : tr("There is nothing to write yet"));
    if (busy)
        m_tick.start();
    else
        m_tick.stop();
    updateBusy();
}

void GatePage::updateBusy()
{
    if (m_job == 0)
        m_answer->setBusy({});
    else
        m_answer->setBusy(
            (services().engine.training() ? tr("answering between training steps… %1 s")
                                          : tr("answering and tracing… %1 s"))
                .arg(m_since.elapsed() / kTickMs));
}

void GatePage::openStored()
{
    const std::optional<GateRun> run = m_prompt->run();
    if (!run)
        return;
    auto* const dialog = new StoredTracesDialog(run->name, this);
    services().library.ask(
        dialog,
        [id = run->id.toStdString()](
            RunLibrary& library) { return storedTraces(library.samples(id)); },
        [dialog](Outcome<std::vector<StoredTrace>> outcome) {
            if (outcome)
                dialog->setTraces(std::move(outcome.value()));
            else
                dialog->showFailure(outcome.failure().text());
        });
    connect(dialog, &StoredTracesDialog::traceChosen, this,
        [this, name = run->name](const StoredTrace& stored) {
            abandon();
            m_prompt->setPrompt(stored.prompt);
            showShared(stored.trace, tr("%1 · kept %2").arg(name, stored.created));
        });
    dialog->open();
}

void GatePage::showTrace(Trace trace, const QString& subtitle, const QString& prompt)
{
    abandon();
    m_prompt->setPrompt(prompt);
    showShared(std::make_shared<const Trace>(std::move(trace)), subtitle);
}

void GatePage::showShared(std::shared_ptr<const Trace> trace, const QString& subtitle)
{
    m_trace = std::move(trace);
    m_stack->setCurrentWidget(m_content);
    setSubtitle(subtitle);
    m_answer->setTrace(m_trace);
    m_menu->setTrace(m_trace);
    m_charts->setTrace(*m_trace);
    QVector<double> shares;
    for (const TokenTrace& token : m_trace->answer)
        shares.push_back(token.gateMean);
    m_shares->setValues(
        std::move(shares), 0.0, 1.0, kBins, [](double share) { return shareColour(share); });
    updateProof();
    updateActions();
    m_token = -1;
    if (!m_trace->answer.empty())
        showToken(0);
}

void GatePage::showToken(int token)
{
    if (!m_trace || token < 0)
        return;
    m_token = token;
    TokenText& text = m_answer->text();
    const TokenTrace& shown = m_trace->answer[static_cast<size_t>(token)];
    m_tokenCard->setToken(shown, token, text.locked() == token);
    m_charts->setToken(token);
    text.setAccessibleDescription(
        tr("Token %1 of %2: %3, base share %4")
            .arg(token + 1)
            .arg(m_trace->answer.size())
            .arg(quotedToken(shown.token.text), shareFigure(shown.gateMean)));
}

void GatePage::updateProof()
{
    m_proof->setText(tr("adapter %1 · gate %2")
                         .arg(hashEnds(m_trace->adapterHash), hashEnds(m_trace->gateHash)));
    m_proof->setToolTip(tr("What spoke here, by content.\nAdapter %1\nGate %2")
                            .arg(QString::fromStdString(m_trace->adapterHash),
                                QString::fromStdString(m_trace->gateHash)));
}

} // namespace interweave::ui
