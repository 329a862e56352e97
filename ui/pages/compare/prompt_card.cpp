// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/prompt_card.h"

#include "core/support/number_text.h"
#include "ui/widgets/card.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>
#include <limits>

namespace interweave::ui {

namespace {

constexpr int kHeight = 92;
constexpr int kFieldWidth = 88;
constexpr size_t kNamedBadLines = 2; // beside the file; the tip names more
constexpr size_t kTipBadLines = 20;
constexpr int kDefaultSeed = 2024;
constexpr int kDefaultMaxNew = 64;
constexpr int kMostNew = 8192;

QString badLineText(const PromptList::BadLine& line)
{
    return PromptCard::tr("line %1: %2").arg(line.number).arg(line.reason);
}

QString joined(const std::vector<PromptList::BadLine>& lines, size_t most, const QString& between)
{
    QStringList texts;
    for (size_t i = 0; i < std::min(lines.size(), most); ++i)
        texts.append(badLineText(lines[i]));
    if (lines.size() > most)
        texts.append(PromptCard::tr("and %1 more").arg(lines.size() - most));
    return texts.join(between);
}

} // namespace

PromptCard::PromptCard(QWidget* parent)
    : QFrame(parent)
    , m_asked(new QStackedWidget(this))
    , m_prompt(new QPlainTextEdit(this))
    , m_choose(new QPushButton(tr("Choose a file…"), this))
    , m_file(new QLabel(this))
    , m_badLines(secondaryLabel({}, this))
    , m_seed(new QSpinBox(this))
    , m_maxNew(new QSpinBox(this))
    , m_temperature(new QDoubleSpinBox(this))
    , m_stopAtNewline(new QCheckBox(tr("Stop at line end"), this))
    , m_chat(new QCheckBox(tr("Chat"), this))
    , m_keep(new QCheckBox(tr("Keep with the run"), this))
{
    setProperty("role", QStringLiteral("card"));
    setFixedHeight(kHeight);
    m_asked->addWidget(promptField());
    m_asked->addWidget(fileField());
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(14, 12, 14, 12);
    row->setSpacing(16);
    row->addWidget(m_asked, 1);
    row->addLayout(settings());
    setKeepRefused({});
    showNoList();
}

QWidget* PromptCard::promptField()
{
    m_prompt->setObjectName(QStringLiteral("comparePrompt"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setPlaceholderText(tr("Write a prompt; Ctrl+Enter asks all three voices."));
    m_prompt->setToolTip(tr("The text that base, tuned and interwoven model go on from"));
    m_prompt->setTabChangesFocus(true);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &PromptCard::changed);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* const run = new QShortcut(
            QKeySequence(Qt::CTRL | key), m_prompt, nullptr, nullptr, Qt::WidgetShortcut);
        connect(run, &QShortcut::activated, this, &PromptCard::runRequested);
    }
    return m_prompt;
}

QWidget* PromptCard::fileField()
{
    auto* const field = new QWidget(this);
    m_choose->setObjectName(QStringLiteral("compareChooseFile"));
    m_choose->setToolTip(
        tr("JSON lines with a \"prompt\" or \"input\", or one prompt a line; at most %1")
            .arg(QString::fromStdString(formatCount(PromptList::kMostPrompts))));
    m_file->setObjectName(QStringLiteral("compareFile"));
    m_file->setTextFormat(Qt::PlainText);
    m_badLines->setObjectName(QStringLiteral("compareBadLines"));
    m_badLines->setProperty("role", QStringLiteral("cardQualifier"));
    m_badLines->setTextFormat(Qt::PlainText);
    m_badLines->setWordWrap(true);
    m_badLines->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    for (QLabel* const label : {m_file, m_badLines})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* const line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_choose);
    line->addWidget(m_file, 1);
    auto* const column = new QVBoxLayout(field);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(line);
    column->addWidget(m_badLines, 1);
    connect(m_choose, &QPushButton::clicked, this, &PromptCard::fileRequested);
    return field;
}

QLayout* PromptCard::settings()
{
    m_seed->setObjectName(QStringLiteral("compareSeed"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(kDefaultSeed);
    m_seed->setToolTip(tr("The same for all three voices; greedy answers do not depend on it"));
    m_maxNew->setObjectName(QStringLiteral("compareMaxNew"));
    m_maxNew->setRange(1, kMostNew);
    m_maxNew->setValue(kDefaultMaxNew);
    m_maxNew->setToolTip(tr("The most tokens of each answer"));
    m_temperature->setObjectName(QStringLiteral("compareTemperature"));
    m_temperature->setRange(0.0, 5.0);
    m_temperature->setDecimals(2);
    m_temperature->setSingleStep(0.1);
    m_temperature->setSpecialValueText(tr("0, greedy"));
    m_temperature->setToolTip(
        tr("0 is greedy: always the likeliest token. Above, tokens are drawn with the seed"));
    m_stopAtNewline->setObjectName(QStringLiteral("compareStopAtNewline"));
    m_stopAtNewline->setToolTip(tr("An answer ends before its first line break"));
    m_chat->setObjectName(QStringLiteral("compareChat"));
    m_chat->setToolTip(tr("The prompt is a user's message, put into the model's chat template; "
                          "for models that were trained on conversations"));
    m_keep->setObjectName(QStringLiteral("compareKeep"));
    connect(m_keep, &QCheckBox::clicked, this, [this](bool keep) { m_keepWanted = keep; });

    auto* const grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    int column = 0;
    for (const auto& [label, field] : {std::pair<QString, QWidget*>{tr("Seed"), m_seed},
             {tr("Max new"), m_maxNew}, {tr("Temperature"), m_temperature}}) {
        field->setFixedWidth(kFieldWidth);
        field->setAccessibleName(label);
        QLabel* const name = secondaryLabel(label, this);
        name->setBuddy(field);
        grid->addWidget(name, 0, column++);
        grid->addWidget(field, 0, column++);
    }
    auto* const checks = new QHBoxLayout;
    checks->setSpacing(20);
    checks->addWidget(m_stopAtNewline);
    checks->addWidget(m_chat);
    checks->addWidget(m_keep);
    checks->addStretch(1);
    grid->addLayout(checks, 1, 0, 1, column);
    return grid;
}

void PromptCard::setListShown(bool list)
{
    m_asked->setCurrentIndex(list);
}

QString PromptCard::prompt() const
{
    return m_prompt->toPlainText();
}

void PromptCard::setPrompt(const QString& prompt)
{
    QTextCursor cursor(m_prompt->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(prompt);
}

SamplingOptions PromptCard::sampling() const
{
    SamplingOptions sampling;
    sampling.maxNewTokens = m_maxNew->value();
    sampling.temperature = m_temperature->value();
    sampling.seed = static_cast<uint64_t>(m_seed->value());
    if (m_stopAtNewline->isChecked())
        sampling.stopStrings = {"\n"};
    return sampling;
}

void PromptCard::setSampling(const SamplingOptions& sampling)
{
    m_maxNew->setValue(static_cast<int>(std::min<int64_t>(sampling.maxNewTokens, kMostNew)));
    m_temperature->setValue(sampling.temperature);
    m_seed->setValue(
        static_cast<int>(std::min<uint64_t>(sampling.seed, std::numeric_limits<int>::max())));
    m_stopAtNewline->setChecked(
        std::ranges::find(sampling.stopStrings, std::string("\n")) != sampling.stopStrings.end());
}

bool PromptCard::chat() const
{
    return m_chat->isChecked();
}

void PromptCard::setChat(bool chat)
{
    m_chat->setChecked(chat);
}

bool PromptCard::keep() const
{
    return m_keep->isEnabled() && m_keep->isChecked();
}

void PromptCard::setKeepRefused(const QString& reason)
{
    m_keep->setEnabled(reason.isEmpty());
    m_keep->setChecked(reason.isEmpty() && m_keepWanted);
    m_keep->setToolTip(reason.isEmpty()
            ? tr("Prompt, answers and the interwoven answer's trace stay with the run, under "
                 "\"Kept\" and in its report")
            : reason);
}

void PromptCard::setBusy(bool busy)
{
    m_prompt->setReadOnly(busy);
    m_choose->setEnabled(!busy);
}

void PromptCard::showReading(const QString& fileName)
{
    m_file->setText(tr("Reading %1…").arg(fileName));
    m_badLines->clear();
}

void PromptCard::showList(const PromptList& list)
{
    const QString count = QString::fromStdString(formatCount(list.prompts.size()));
    m_file->setText(list.cut ? tr("%1: the first %2 prompts").arg(list.file, count)
                             : tr("%1: %2 prompts").arg(list.file, count));
    const QString named = joined(list.badLines, kNamedBadLines, QStringLiteral("; "));
    m_badLines->setText(list.badLines.empty() ? QString()
            : list.badLines.size() == 1
            ? tr("1 bad line left out: %1").arg(named)
            : tr("%1 bad lines left out: %2").arg(list.badLines.size()).arg(named));
    m_badLines->setToolTip(joined(list.badLines, kTipBadLines, QStringLiteral("\n")));
}

void PromptCard::showNoList()
{
    m_file->setText(tr("No file yet"));
    m_badLines->setText(tr("JSON lines with a \"prompt\" or \"input\", or one prompt a line."));
    m_badLines->setToolTip({});
}

} // namespace interweave::ui
