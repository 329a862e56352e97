// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/answer_row.h"

#include "ui/pages/compare/answer_pane.h"

#include <QHBoxLayout>

namespace interweave::ui {

AnswerRow::AnswerRow(QWidget* parent)
    : QWidget(parent)
{
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (const Branch branch : {Branch::Base, Branch::Tuned, Branch::Interwoven}) {
        m_panes[branch] = new AnswerPane(branch, this);
        row->addWidget(m_panes[branch], 1);
    }
}

void AnswerRow::clear(const QString& waitingFor)
{
    for (const auto& [branch, pane] : m_panes)
        pane->clear(waitingFor);
}

void AnswerRow::append(const std::vector<EngineThread::StreamedToken>& tokens)
{
    std::map<Branch, std::pair<std::string, int>> texts; // one insertion for each pane
    for (const auto& [branch, token] : tokens) {
        texts[branch].first += token.text;
        ++texts[branch].second;
    }
    for (const auto& [branch, text] : texts)
        m_panes[branch]->append(text.first, text.second);
}

void AnswerRow::showComparison(const Comparison& comparison)
{
    for (const auto& [branch, pane] : m_panes)
        pane->showComparison(comparison);
}

void AnswerRow::say(const QString& text)
{
    for (const auto& [branch, pane] : m_panes)
        pane->say(text);
}

} // namespace interweave::ui
