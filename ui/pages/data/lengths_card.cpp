// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/data/lengths_card.h"

#include "ui/models/data_words.h"
#include "ui/plots/histogram.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

void draw(Histogram& chart, const LengthSummary& lengths, QColor Colours::*colour)
{
    const QVector<double> counts(lengths.bins.begin(), lengths.bins.end());
    chart.setCounts(counts, 0.0, static_cast<double>(lengths.binWidth * counts.size()),
        [colour](double) { return mixed(colours().surface, colours().*colour, 0.7); });
}

} // namespace

LengthsCard::LengthsCard(QWidget* parent)
    : Card(tr("Lengths in tokens"), parent)
    , m_prompts(new Histogram(this))
    , m_answers(new Histogram(this))
    , m_promptText(secondaryLabel({}, this))
    , m_answerText(secondaryLabel({}, this))
{
    m_prompts->setObjectName(QStringLiteral("dataPromptLengths"));
    m_prompts->setAccessibleName(tr("Rows by the length of their prompt"));
    m_prompts->setEmptyText(tr("These rows have no prompts"));
    m_answers->setObjectName(QStringLiteral("dataAnswerLengths"));
    m_answers->setAccessibleName(tr("Rows by the length of their answer"));
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(16);
    for (const auto& [text, chart] :
        {std::pair{m_promptText, m_prompts}, std::pair{m_answerText, m_answers}}) {
        auto* const column = new QVBoxLayout;
        column->setSpacing(4);
        text->setWordWrap(true);
        column->addWidget(text);
        column->addWidget(chart, 1);
        columns->addLayout(column, 1);
    }
    addLayout(columns, 1);
}

void LengthsCard::showReport(const DataReport& report)
{
    draw(*m_prompts, report.prompt, &Colours::secondary);
    draw(*m_answers, report.answer, &Colours::interwoven);
    m_promptText->setText(tr("Prompts: %1").arg(DataWords::lengths(report.prompt)));
    m_promptText->setVisible(!report.prompt.bins.empty());
    m_answerText->setText(tr("Answers: %1").arg(DataWords::lengths(report.answer)));
}

} // namespace interweave::ui
