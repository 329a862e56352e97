// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/answer_board.h"

#include "ui/models/answer_list_model.h"
#include "ui/pages/compare/answer_row.h"
#include "ui/pages/compare/list_card.h"
#include "ui/pages/compare/parting_card.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace interweave::ui {

AnswerBoard::AnswerBoard(QWidget* parent)
    : QWidget(parent)
    , m_panes(new AnswerRow(this))
    , m_below(new QStackedWidget(this))
    , m_parting(new PartingCard(this))
    , m_list(new AnswerListModel(this))
    , m_listCard(new ListCard(*m_list, this))
{
    m_below->addWidget(m_parting);
    m_below->addWidget(m_listCard);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_panes, 6);
    column->addWidget(m_below, 5);
    connect(m_listCard, &ListCard::rowChosen, this, &AnswerBoard::showRow);
}

void AnswerBoard::setListShown(bool list)
{
    m_listShown = list;
    m_below->setCurrentIndex(list);
    if (list)
        showRow(m_listCard->chosen());
    else if (m_single)
        showAnswer(m_single);
    else
        showNothing(tr("The answer will be here."));
}

void AnswerBoard::setPrompts(const QStringList& prompts)
{
    m_list->setPrompts(prompts);
    m_listCard->refresh();
}

const QStringList& AnswerBoard::prompts() const
{
    return m_list->prompts();
}

void AnswerBoard::setSingle(const ShownAnswer& answer)
{
    m_single = answer;
}

ShownAnswers AnswerBoard::answers() const
{
    if (m_listShown)
        return m_list->answers();
    return m_single ? ShownAnswers{m_single} : ShownAnswers();
}

int AnswerBoard::answered() const
{
    return m_listShown ? m_list->answered() : m_single != nullptr;
}

// While the voices answer

void AnswerBoard::begin()
{
    if (!m_listShown)
        return;
    m_list->clearAnswers();
    m_answering = -1;
    m_listCard->setBusy(true);
}

void AnswerBoard::beginPrompt(int prompt, const QString& waiting)
{
    m_waiting = waiting;
    if (!m_listShown) {
        m_single.reset();
        showNothing(m_waiting);
        return;
    }
    const bool followed = m_listCard->chosen() == m_answering; // nobody looks at another row
    m_answering = prompt;
    if (followed)
        m_listCard->choose(prompt);
}

void AnswerBoard::append(const std::vector<EngineThread::StreamedToken>& tokens)
{
    if (!m_listShown || m_listCard->chosen() == m_answering)
        m_panes->append(tokens);
}

void AnswerBoard::setAnswer(int prompt, const ShownAnswer& answer)
{
    if (!m_listShown) {
        m_single = answer;
        showAnswer(answer);
        return;
    }
    m_list->setAnswer(prompt, answer);
    m_listCard->refresh();
    if (m_listCard->chosen() == prompt)
        showAnswer(answer);
}

void AnswerBoard::setFailure(int prompt, const QString& reason)
{
    if (m_listShown)
        m_list->setFailure(prompt, reason);
    if (!m_listShown || m_listCard->chosen() == prompt)
        showNothing(tr("Not answered."));
}

void AnswerBoard::end(bool cancelled)
{
    m_answering = -1;
    m_listCard->setBusy(false);
    if (cancelled && m_listShown)
        showRow(m_listCard->chosen());
    else if (cancelled)
        m_panes->say(tr("Cancelled."));
}

// What is shown

void AnswerBoard::showAnswer(const ShownAnswer& answer)
{
    m_shown = answer;
    m_panes->showComparison(answer->comparison);
    m_parting->showComparison(answer->comparison);
    Q_EMIT shownChanged();
}

void AnswerBoard::showNothing(const QString& why)
{
    m_shown.reset();
    m_panes->clear(why);
    m_parting->clear();
    Q_EMIT shownChanged();
}

void AnswerBoard::showRow(int row)
{
    if (const ShownAnswer answer = m_list->answer(row))
        showAnswer(answer);
    else if (row >= 0 && row == m_answering)
        showNothing(m_waiting);
    else
        showNothing(
            row < 0 ? tr("The answer to the chosen row will be here.") : tr("Not answered."));
}

} // namespace interweave::ui
