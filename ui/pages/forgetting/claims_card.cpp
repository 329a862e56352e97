// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/claims_card.h"

#include "ui/models/forgetting_summary.h"
#include "ui/models/forgetting_words.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kLeastHeight = 48; // of the sentences

} // namespace

ClaimsCard::ClaimsCard(QWidget* parent)
    : Card(tr("What may be said"), parent)
    , m_summary(new ForgettingSummary(this))
    , m_sentences(new QLabel(this))
    , m_scroll(new QScrollArea(this))
    , m_table(new QTableView(this))
{
    setQualifier(tr("paired, same rows"));
    m_sentences->setObjectName(QStringLiteral("forgettingSentences"));
    m_sentences->setTextFormat(Qt::RichText);
    m_sentences->setWordWrap(true);
    m_sentences->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_sentences->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_sentences);
    addWidget(m_scroll, 1);

    m_table->setObjectName(QStringLiteral("forgettingSummary"));
    m_table->setAccessibleName(tr("What each run gained and lost"));
    m_table->setModel(m_summary);
    m_table->setShowGrid(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->setHighlightSections(false);
    addWidget(m_table);
    body()->addStretch();
}

void ClaimsCard::setView(ForgettingView view)
{
    m_view = std::move(view);
    m_summary->setView(m_view);
    write();
    fitTable();
}

void ClaimsCard::write()
{
    const QStringList sentences = ForgettingWords::sentences(m_view, colours().better.name());
    QString html;
    for (const QString& sentence : sentences)
        html
            += QStringLiteral("<p style=\"margin-top:0px;margin-bottom:8px\">%1</p>").arg(sentence);
    if (sentences.isEmpty())
        html = tr("Nothing yet. Sentences need the base and the runs measured on the same rows: "
                  "press Evaluate and choose all branches.");
    m_sentences->setText(html);
    fitSentences();
}

/// No higher than its text, so that the table follows it; it scrolls where there is no room.
void ClaimsCard::fitSentences()
{
    const int width = m_scroll->viewport()->width();
    m_scroll->setMaximumHeight(std::max(m_sentences->heightForWidth(width), kLeastHeight));
}

/// Whether its columns, all as wide as the widest, need more room than the table has.
bool ClaimsCard::tableScrolls() const
{
    const int columns = m_summary->columnCount();
    const QAbstractItemView& cells = *m_table;
    int widest = 0;
    for (int column = 0; column < columns; ++column)
        widest = std::max({widest, m_table->horizontalHeader()->sectionSizeHint(column),
            cells.sizeHintForColumn(column)});
    return columns > 2
        || m_table->verticalHeader()->sizeHint().width() + columns * widest > m_table->width();
}

/// As high as its rows, and as wide as the card where its columns leave room.
void ClaimsCard::fitTable()
{
    const int rows = m_summary->rowCount();
    const bool scrolls = tableScrolls();
    m_table->setVisible(rows > 0);
    m_table->resizeRowsToContents(); // figures stand above their intervals
    m_table->horizontalHeader()->setStretchLastSection(m_summary->columnCount() == 1);
    int height = m_table->horizontalHeader()->sizeHint().height();
    for (int row = 0; row < rows; ++row)
        height += m_table->rowHeight(row);
    if (scrolls)
        height += m_table->horizontalScrollBar()->sizeHint().height();
    m_table->horizontalHeader()->setSectionResizeMode(
        scrolls ? QHeaderView::ResizeToContents : QHeaderView::Stretch);
    m_table->setFixedHeight(height + 2);
}

void ClaimsCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    fitSentences();
    fitTable();
}

void ClaimsCard::changeEvent(QEvent* event)
{
    Card::changeEvent(event);
    if (isThemeChange(*event) && m_sentences)
        write();
}

} // namespace interweave::ui
