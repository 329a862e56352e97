// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/facts_card.h"

#include <QGridLayout>
#include <QLabel>

namespace interweave::ui {

FactsCard::FactsCard(const QString& title, QWidget* parent)
    : Card(title, parent)
    , m_grid(new QGridLayout)
    , m_remark(secondaryLabel({}, this))
{
    m_grid->setVerticalSpacing(4);
    m_grid->setHorizontalSpacing(8);
    m_grid->setColumnStretch(1, 1);
    addLayout(m_grid);
    m_remark->setObjectName(QStringLiteral("factsRemark"));
    m_remark->setWordWrap(true);
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remark->hide();
    addWidget(m_remark);
}

void FactsCard::clear()
{
    for (QLabel* const label : m_labels)
        delete label;
    m_labels.clear();
}

void FactsCard::setFacts(const QVector<Fact>& facts)
{
    // Labels are made anew only where the lines are others: figures change many times a second.
    if (m_labels.size() != 2 * facts.size()) {
        clear();
        for (int row = 0; row < facts.size(); ++row) {
            auto* const name = secondaryLabel({}, this);
            auto* const value = new QLabel(this);
            value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            value->setTextFormat(Qt::PlainText);
            value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
            m_grid->addWidget(name, row, 0);
            m_grid->addWidget(value, row, 1);
            m_labels << name << value;
        }
    }
    for (int row = 0; row < facts.size(); ++row) {
        const Fact& fact = facts[row];
        QLabel* const name = m_labels[2 * row];
        QLabel* const value = m_labels[2 * row + 1];
        name->setText(fact.name);
        value->setText(value->fontMetrics().elidedText(fact.value, Qt::ElideMiddle, 170));
        for (QLabel* const label : {name, value}) {
            label->setToolTip(fact.explanation);
            setRole(*label, "role",
                fact.strong         ? QStringLiteral("strong")
                    : label == name ? QStringLiteral("secondary")
                                    : QString());
        }
    }
}

void FactsCard::setRemark(const QString& text, bool isProblem)
{
    setRole(*m_remark, "role", isProblem ? QStringLiteral("worse") : QStringLiteral("secondary"));
    m_remark->setText(text);
    m_remark->setVisible(!text.isEmpty());
}

} // namespace interweave::ui
