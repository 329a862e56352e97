// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/strip_job.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

namespace interweave::ui {

StripJob::StripJob(const QString& name, int barWidth, QWidget* parent)
    : QWidget(parent)
    , m_what(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_left(new QLabel(this))
{
    m_what->setObjectName(name);
    m_what->setTextFormat(Qt::PlainText);
    m_bar->setFixedWidth(barWidth);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the running job"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(6, 0, 10, 0);
    row->setSpacing(16);
    for (QWidget* const part : std::initializer_list<QWidget*>{m_what, m_bar, m_left})
        row->addWidget(part);
}

void StripJob::showProgress(const QString& what, int64_t done, int64_t total, const QString& left)
{
    m_what->setText(what);
    m_bar->setRange(0, static_cast<int>(total));
    m_bar->setValue(static_cast<int>(done));
    m_bar->show();
    m_left->setText(left);
    m_left->setHidden(left.isEmpty());
    show();
}

void StripJob::showText(const QString& text)
{
    m_what->setText(text);
    m_bar->hide();
    m_left->hide();
    setHidden(text.isEmpty());
}

} // namespace interweave::ui
