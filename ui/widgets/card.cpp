// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>
#include <QVariant>

namespace interweave::ui {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel(title, this))
    , m_qualifier(new QLabel(this))
    , m_header(new QHBoxLayout)
    , m_body(new QVBoxLayout(this))
{
    setProperty("role", QStringLiteral("card"));
    m_title->setProperty("role", QStringLiteral("cardTitle"));
    m_qualifier->setProperty("role", QStringLiteral("cardQualifier"));
    setAccessibleName(title);
    m_header->setSpacing(8);
    m_header->addWidget(m_title);
    m_header->addStretch(1);
    m_header->addWidget(m_qualifier);
    m_body->setContentsMargins(14, 12, 14, 12);
    m_body->setSpacing(8);
    m_body->addLayout(m_header);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Card::setQualifier(const QString& text)
{
    m_qualifier->setText(text);
}

void Card::addHeaderWidget(QWidget* widget)
{
    m_header->addWidget(widget);
}

void Card::addWidget(QWidget* widget, int stretch)
{
    m_body->addWidget(widget, stretch);
}

void Card::addLayout(QLayout* layout, int stretch)
{
    m_body->addLayout(layout, stretch);
}

QLabel* secondaryLabel(const QString& text, QWidget* parent)
{
    auto* const label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("secondary"));
    return label;
}

void setRole(QWidget& widget, const char* property, const QString& value)
{
    if (widget.property(property).toString() == value)
        return;
    widget.setProperty(property, value);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace interweave::ui
