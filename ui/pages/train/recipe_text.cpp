// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/recipe_text.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace interweave::ui {

RecipeText::RecipeText(Services& services, const QString& name, const QString& accessibleName,
    bool wraps, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_text(new QPlainTextEdit(this))
    , m_buttons(new QHBoxLayout)
{
    m_text->setObjectName(QStringLiteral("recipe") + name);
    m_text->setAccessibleName(accessibleName);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(wraps ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(12);
    m_text->setFont(fixed);
    m_buttons->addStretch(1);
    QPushButton* const copies = addButton(tr("Copy"), QStringLiteral("copy") + name);
    copies->setToolTip(tr("Copy the text"));
    connect(copies, &QPushButton::clicked, this, &RecipeText::copy);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text, 1);
    column->addLayout(m_buttons);
}

void RecipeText::setText(const QString& text)
{
    m_text->setPlainText(text);
}

QString RecipeText::text() const
{
    return m_text->toPlainText();
}

QPushButton* RecipeText::addButton(const QString& label, const QString& objectName)
{
    auto* const button = new QPushButton(label, this);
    button->setObjectName(objectName);
    m_buttons->insertWidget(m_buttons->count() - 1, button); // before the stretch
    return button;
}

void RecipeText::copy()
{
    QApplication::clipboard()->setText(text());
    m_services.toast(tr("Copied"), {}, {});
}

} // namespace interweave::ui
