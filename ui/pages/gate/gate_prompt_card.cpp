// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/gate_prompt_card.h"

#include "ui/pages/checkpoint_chooser.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kPromptHeight = 46; // two lines
constexpr int kMaximumNewTokens = 4096;
constexpr int kNewTokens = 64;

} // namespace

GatePromptCard::GatePromptCard(Services& services, QWidget* parent)
    : Card(tr("Prompt"), parent)
    , m_run(new QComboBox(this))
    , m_checkpoint(new CheckpointChooser(services, this))
    , m_prompt(new QPlainTextEdit(this))
    , m_answer(new QLineEdit(this))
    , m_newTokens(new QSpinBox(this))
    , m_stopAtNewline(new QCheckBox(tr("Stop at a line's end"), this))
    , m_chat(new QCheckBox(tr("Chat"), this))
    , m_keep(new QCheckBox(tr("Keep with the run"), this))
{
    m_run->setObjectName(QStringLiteral("gateRun"));
    m_run->setAccessibleName(tr("Run"));
    m_run->setToolTip(tr("The run whose gate is looked at"));
    m_run->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_run->setMinimumWidth(320);
    addHeaderWidget(m_run);
    m_checkpoint->setObjectName(QStringLiteral("gateCheckpoint"));
    addHeaderWidget(m_checkpoint);

    m_prompt->setObjectName(QStringLiteral("gatePrompt"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setPlaceholderText(tr("What the model should answer. Ctrl+Enter generates."));
    m_prompt->setTabChangesFocus(true);
    m_prompt->setFixedHeight(kPromptHeight);
    m_answer->setObjectName(QStringLiteral("gateAnswer"));
    m_answer->setAccessibleName(tr("Answer to look at"));
    m_answer->setPlaceholderText(tr("An answer to look at; empty: the model's own"));
    m_answer->setToolTip(tr("The gate of this text, token by token, as if the model had said it"));
    m_answer->setClearButtonEnabled(true);
    auto* const texts = new QVBoxLayout;
    texts->setSpacing(8);
    texts->addWidget(m_prompt);
    texts->addWidget(m_answer);
    auto* const row = new QHBoxLayout;
    row->setSpacing(16);
    row->addLayout(texts, 1);
    row->addLayout(settings());
    addLayout(row);

    connect(m_run, &QComboBox::currentIndexChanged, this, &GatePromptCard::takeRun);
    connect(m_checkpoint, &CheckpointChooser::changed, this, [this] {
        updateKeep();
        Q_EMIT changed();
    });
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &GatePromptCard::changed);
    connect(m_answer, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_newTokens->setEnabled(text.isEmpty()); // they are of the model's own answer
        m_stopAtNewline->setEnabled(text.isEmpty());
    });
    setFocusProxy(m_prompt);
    addShortcuts();
    takeRun();
}

QLayout* GatePromptCard::settings()
{
    m_newTokens->setObjectName(QStringLiteral("gateNewTokens"));
    m_newTokens->setRange(1, kMaximumNewTokens);
    m_newTokens->setValue(kNewTokens);
    m_newTokens->setAccessibleName(tr("New tokens at most"));
    m_newTokens->setToolTip(tr("The answer ends after so many tokens at the latest"));
    m_newTokens->setFixedWidth(64);
    m_stopAtNewline->setObjectName(QStringLiteral("gateStopAtNewline"));
    m_stopAtNewline->setToolTip(tr("The answer ends before its first line break"));
    m_chat->setObjectName(QStringLiteral("gateChat"));
    m_chat->setToolTip(tr("The prompt is a user's message, put into the model's chat template; "
                          "for models that were trained on conversations"));
    m_keep->setObjectName(QStringLiteral("gateKeep"));
    auto* const grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    auto* const tokens = new QHBoxLayout;
    tokens->setSpacing(8);
    auto* const label = new QLabel(tr("New tokens"), this);
    label->setBuddy(m_newTokens);
    tokens->addWidget(label);
    tokens->addWidget(m_newTokens);
    tokens->addStretch(1);
    grid->addLayout(tokens, 0, 0);
    grid->addWidget(m_keep, 0, 1);
    grid->addWidget(m_stopAtNewline, 1, 0);
    grid->addWidget(m_chat, 1, 1);
    return grid;
}

void GatePromptCard::addShortcuts()
{
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* const shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &GatePromptCard::generateRequested);
    }
}

void GatePromptCard::setRuns(std::vector<GateRun> runs)
{
    const std::optional<GateRun> before = run();
    m_runs = std::move(runs);
    {
        const QSignalBlocker quiet(m_run);
        m_run->clear();
        for (const GateRun& one : m_runs)
            m_run->addItem(one.training ? tr("%1 · training now, as it is").arg(one.name)
                                        : QStringLiteral("%1 · %2").arg(one.name, one.status),
                one.id);
        m_run->setCurrentIndex(before ? std::max(0, m_run->findData(before->id)) : 0);
    }
    takeRun();
}

bool GatePromptCard::chooseRun(const QString& id)
{
    const int index = m_run->findData(id);
    if (index < 0)
        return false;
    m_run->setCurrentIndex(index);
    m_checkpoint->chooseRunAsItIs();
    return true;
}

std::optional<GateRun> GatePromptCard::run() const
{
    const int index = m_run->currentIndex();
    if (index < 0 || static_cast<size_t>(index) >= m_runs.size())
        return {};
    return m_runs[static_cast<size_t>(index)];
}

void GatePromptCard::loadCheckpoints()
{
    const std::optional<GateRun> chosen = run();
    m_checkpoint->load(chosen ? chosen->id : QString());
}

std::optional<RunCheckpoint> GatePromptCard::checkpoint() const
{
    return m_checkpoint->chosen();
}

void GatePromptCard::setPrompt(const QString& prompt, const QString& answer)
{
    m_prompt->setPlainText(prompt);
    m_answer->setText(answer);
    m_answer->setCursorPosition(0);
    m_chat->setChecked(false); // what is set is the whole text
}

std::optional<TraceRequest> GatePromptCard::request() const
{
    const std::optional<GateRun> chosen = run();
    if (!chosen || m_prompt->toPlainText().isEmpty())
        return {};
    TraceRequest request;
    request.model.path = chosen->id.toStdString();
    if (const std::optional<RunCheckpoint> stored = checkpoint())
        request.model.adapter = stored->folder;
    request.prompt = m_prompt->toPlainText().toStdString();
    if (!m_answer->text().isEmpty())
        request.answer = m_answer->text().toStdString();
    request.sampling.maxNewTokens = m_newTokens->value();
    if (m_stopAtNewline->isChecked())
        request.sampling.stopStrings = {"\n"};
    if (m_chat->isChecked())
        request.chat.emplace();
    request.save = m_keep->isEnabled() && m_keep->isChecked();
    return request;
}

void GatePromptCard::takeRun()
{
    updateKeep();
    Q_EMIT runChosen();
    Q_EMIT changed();
}

void GatePromptCard::updateKeep()
{
    const std::optional<GateRun> chosen = run();
    const bool stored = checkpoint().has_value();
    m_keep->setEnabled(chosen && !chosen->training && !stored);
    m_keep->setToolTip(stored
            ? tr("A run keeps what its final adapter said, not what a checkpoint does")
            : chosen && chosen->training
            ? tr("Answers can be kept once the training has ended and the run has its adapter")
            : tr("Keeps the answer and all that is shown of it; Open… brings it back"));
}

} // namespace interweave::ui
