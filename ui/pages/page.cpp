// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/page.h"

#include "ui/widgets/notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kHeaderHeight = 56;
constexpr int kMargin = 24;

} // namespace

Page::Page(const QString& title, Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_subtitle(new QLabel(this))
    , m_titleWidgets(new QHBoxLayout)
    , m_actions(new QHBoxLayout)
    , m_notice(new Notice(this))
    , m_body(new QVBoxLayout)
{
    setAccessibleName(title);
    auto* const heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("pageTitle"));
    m_subtitle->setObjectName(QStringLiteral("pageSubtitle"));
    m_subtitle->setTextFormat(Qt::PlainText);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_subtitle->setMinimumWidth(40);
    m_titleWidgets->setSpacing(8);
    m_actions->setSpacing(12);

    auto* const header = new QWidget(this);
    header->setFixedHeight(kHeaderHeight);
    auto* const row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(heading);
    row->addLayout(m_titleWidgets);
    row->addWidget(m_subtitle, 1);
    row->addLayout(m_actions);

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, 0, kMargin, 16);
    column->setSpacing(0);
    column->addWidget(header);
    m_body->setSpacing(12);
    m_body->addWidget(m_notice);
    column->addLayout(m_body, 1);
}

void Page::setSubtitle(const QString& text)
{
    m_subtitle->setText(text);
    m_subtitle->setToolTip(text);
}

void Page::addTitleWidget(QWidget* widget)
{
    m_titleWidgets->addWidget(widget);
}

QPushButton* Page::addAction(const QString& label, const QString& objectName, bool main)
{
    auto* const button = new QPushButton(label, this);
    button->setObjectName(objectName);
    if (main)
        button->setProperty("kind", QStringLiteral("main"));
    m_actions->addWidget(button);
    return button;
}

void Page::showFailure(const Failure& failure)
{
    if (!failure.cancelled())
        m_notice->showMessage(Notice::Severity::Error, failure.text());
}

} // namespace interweave::ui
