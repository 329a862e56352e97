// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/answer_pane.h"

#include "core/support/number_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QToolButton>

namespace interweave::ui {

namespace {

constexpr int kEdge = 3;
constexpr double kRadius = 8.0;
constexpr double kShareIntensity = 0.45; // text stays readable on it
constexpr double kMarkIntensity = 0.18;
constexpr int kProofPixels = 11;

/// "compareTextBase" of "compareText".
QString named(const char* part, Branch branch)
{
    QString suffix = QString::fromLatin1(name(branch));
    suffix[0] = suffix[0].toUpper();
    return QString::fromLatin1(part) + suffix;
}

} // namespace

QColor branchColour(Branch branch)
{
    return branch == Branch::Base ? colours().base
        : branch == Branch::Tuned ? colours().tuned
                                  : colours().interwoven;
}

AnswerPane::AnswerPane(Branch branch, QWidget* parent)
    : QFrame(parent)
    , m_branch(branch)
    , m_name(new QLabel(branchTitle(branch), this))
    , m_speed(secondaryLabel({}, this))
    , m_text(new QPlainTextEdit(this))
    , m_verdict(secondaryLabel({}, this))
    , m_proof(secondaryLabel({}, this))
    , m_copy(copyButton(named("compareCopy", branch), tr("Copy the answer")))
    , m_copyProof(copyButton(
          named("compareCopyProof", branch), tr("Copy the whole hashes of what spoke here")))
{
    setProperty("role", QStringLiteral("card"));
    setObjectName(named("comparePane", branch));
    setAccessibleName(tr("Answer: %1").arg(branchTitle(branch)));
    m_text->setObjectName(named("compareText", branch));
    m_text->setAccessibleName(accessibleName());
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    // The card is the frame; the text has none of its own.
    m_text->setStyleSheet(
        QStringLiteral("QPlainTextEdit { background: transparent; border: none; padding: 0px; }"));
    m_text->setUndoRedoEnabled(false);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // lines wrap
    m_text->document()->setDocumentMargin(0);
    m_speed->setObjectName(named("compareSpeed", branch));
    m_verdict->setObjectName(named("compareVerdict", branch));
    m_verdict->setWordWrap(true);
    // Always two lines, so that nothing moves when the answer ends.
    m_verdict->setFixedHeight(2 * m_verdict->fontMetrics().lineSpacing());
    m_verdict->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_proof->setObjectName(named("compareProof", branch));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(kProofPixels);
    m_proof->setFont(fixed);
    m_proof->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // panes stay alike

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 8);
    column->setSpacing(6);
    column->addLayout(header());
    column->addWidget(m_text, 1);
    column->addWidget(m_verdict);
    auto* const rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("rule"));
    column->addWidget(rule);
    column->addLayout(footer());
    QSizePolicy stays = m_copyProof->sizePolicy(); // the three panes' lines keep in line
    stays.setRetainSizeWhenHidden(true);
    m_copyProof->setSizePolicy(stays);
    connect(m_copy, &QToolButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_answer); });
    connect(m_copyProof, &QToolButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_wholeProof); });
    restyle();
    clear();
}

QLayout* AnswerPane::header()
{
    auto* const row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_name);
    row->addStretch(1);
    if (m_branch == Branch::Interwoven)
        row->addWidget(shareBox());
    row->addWidget(m_speed);
    row->addWidget(m_copy);
    return row;
}

QCheckBox* AnswerPane::shareBox()
{
    m_shares = new QCheckBox(tr("Base share"), this);
    m_shares->setObjectName(QStringLiteral("compareShares"));
    m_shares->setAccessibleName(tr("Colour by base share"));
    m_shares->setToolTip(
        tr("Colour each token by how much of it came from the base memory: blue all, orange none"));
    connect(m_shares, &QCheckBox::toggled, this, &AnswerPane::highlight);
    return m_shares;
}

QLayout* AnswerPane::footer()
{
    auto* const row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(m_proof, 1);
    row->addWidget(m_copyProof);
    return row;
}

QToolButton* AnswerPane::copyButton(const QString& objectName, const QString& tip)
{
    auto* const button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setProperty("role", QStringLiteral("icon"));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

void AnswerPane::clear(const QString& waitingFor)
{
    m_text->clear();
    m_text->setExtraSelections({});
    m_text->setPlaceholderText(waitingFor);
    m_speed->clear();
    m_verdict->clear();
    m_proof->clear();
    m_proof->setToolTip({});
    m_copy->setEnabled(false);
    m_copyProof->setVisible(false);
    m_answer.clear();
    m_wholeProof.clear();
    m_generation = {};
    m_marked = -1;
    m_tokens = 0;
}

void AnswerPane::append(const std::string& text, int tokens)
{
    QScrollBar* const bar = m_text->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum(); // someone who reads further up is left there
    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(shownText(text));
    m_answer += QString::fromStdString(text);
    m_tokens += tokens;
    m_speed->setText(m_tokens == 1 ? tr("1 token") : tr("%1 tokens").arg(m_tokens));
    m_copy->setEnabled(true);
    if (atEnd)
        bar->setValue(bar->maximum());
}

void AnswerPane::showComparison(const Comparison& comparison)
{
    m_generation = answerOf(comparison, m_branch);
    m_marked = markedToken(comparison, m_branch);
    const QString whole = QString::fromStdString(m_generation.text);
    if (whole != m_answer || m_text->document()->isEmpty()) // a stop string cut it
        m_text->setPlainText(shownText(m_generation.text));
    m_answer = whole;
    m_text->setPlaceholderText(whole.isEmpty() ? tr("No text: it ended at once.") : QString());
    m_speed->setText(
        tr("%1 tok/s").arg(QString::fromStdString(formatNumber(m_generation.tokensPerSecond))));
    m_verdict->setText(verdictText(comparison, m_branch));
    m_wholeProof = wholeProofText(comparison, m_branch);
    m_proof->setText(proofText(comparison, m_branch));
    m_proof->setToolTip(m_wholeProof);
    m_copy->setEnabled(true);
    m_copyProof->setVisible(m_branch != Branch::Base);
    highlight();
}

void AnswerPane::say(const QString& text)
{
    m_text->setPlaceholderText(text);
}

void AnswerPane::highlight()
{
    const std::vector<TextSpan> spans = tokenSpans(m_generation);
    QList<QTextEdit::ExtraSelection> selections;
    const auto add = [&](const TextSpan& span) -> QTextCharFormat& {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_text->document());
        selection.cursor.setPosition(span.start);
        selection.cursor.setPosition(span.start + span.length, QTextCursor::KeepAnchor);
        selections.append(selection);
        return selections.last().format;
    };
    const bool shares = m_shares && m_shares->isChecked();
    if (shares)
        for (size_t i = 0; i < spans.size(); ++i)
            if (spans[i].length > 0 && m_generation.tokens[i].baseShare >= 0.0)
                add(spans[i]).setBackground(
                    shareColour(m_generation.tokens[i].baseShare, kShareIntensity));
    if (m_marked >= 0 && m_marked < static_cast<int64_t>(spans.size())) {
        TextSpan span = spans[static_cast<size_t>(m_marked)];
        const QString text = shownText(m_generation.text).mid(span.start, span.length);
        if (!text.trimmed().isEmpty() && text.at(0).isSpace()) { // the word, not the gap before it
            ++span.start;
            --span.length;
        }
        QTextCharFormat& format = add(span);
        format.setFontUnderline(true);
        format.setUnderlineColor(branchColour(m_branch));
        if (!shares)
            format.setBackground(mixed(colours().surface, branchColour(m_branch), kMarkIntensity));
    }
    m_text->setExtraSelections(selections);
}

void AnswerPane::restyle()
{
    m_name->setStyleSheet(QStringLiteral("color: %1; font-weight: 600; background: transparent;")
                              .arg(branchColour(m_branch).name()));
    for (QToolButton* const button : {m_copy, m_copyProof})
        button->setIcon(lineIcon(QStringLiteral("copy")));
}

void AnswerPane::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath card;
    card.addRoundedRect(rect(), kRadius, kRadius);
    painter.setClipRect(0, 0, width(), kEdge);
    painter.fillPath(card, branchColour(m_branch));
}

void AnswerPane::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (isThemeChange(*event)) {
        restyle();
        highlight();
    }
}

} // namespace interweave::ui
