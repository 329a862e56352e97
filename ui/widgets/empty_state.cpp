// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/empty_state.h"

#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interweave::ui {

EmptyState::EmptyState(const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_actions(new QHBoxLayout)
{
    auto* const heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("emptyTitle"));
    heading->setAlignment(Qt::AlignCenter);
    QLabel* const body = secondaryLabel(text, this);
    body->setAlignment(Qt::AlignCenter);
    body->setWordWrap(true);
    body->setMaximumWidth(480);
    auto* const column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(heading);
    auto* const row = new QHBoxLayout; // an aligned label would lose its second line
    row->addStretch(1);
    row->addWidget(body, 100);
    row->addStretch(1);
    column->addLayout(row);
    m_actions->setSpacing(12);
    m_actions->addStretch(1);
    m_actions->addStretch(1);
    column->addLayout(m_actions);
    column->addStretch(3);
}

QPushButton* EmptyState::addAction(const QString& label, const QString& objectName)
{
    auto* const button = new QPushButton(label, this);
    button->setObjectName(objectName);
    if (m_actions->count() == 2)
        button->setProperty("kind", QStringLiteral("main"));
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

} // namespace interweave::ui
