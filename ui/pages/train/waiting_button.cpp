// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/waiting_button.h"

#include <QFileInfo>
#include <QMenu>
#include <QPushButton>

namespace interweave::ui {

WaitingButton::WaitingButton(EngineThread& engine, QPushButton* button, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_button(button)
    , m_menu(new QMenu(button))
{
    m_button->setMenu(m_menu);
    m_button->setToolTip(tr("What starts after the run that trains; choose one to take it out"));
    connect(&engine, &EngineThread::waitingChanged, this, &WaitingButton::refresh);
    refresh();
}

/// One that is about to start, nothing being at work, does not wait.
void WaitingButton::refresh()
{
    const std::vector<WaitingJob>& jobs = m_engine.waiting();
    m_menu->clear();
    for (const WaitingJob& job : jobs)
        connect(m_menu->addAction(tr("Remove %1").arg(nameOf(job))), &QAction::triggered, this,
            [this, id = job.job] { m_engine.cancel(id); });
    const bool busy = m_engine.training() || m_engine.sweeping();
    m_button->setText(tr("%1 waiting").arg(jobs.size()));
    m_button->setVisible(busy && !jobs.empty());
}

QString nameOf(const WaitingJob& job)
{
    if (!job.sweep.empty())
        return WaitingButton::tr("the sweep %1").arg(QString::fromStdString(job.sweep));
    if (!job.request.resume.empty())
        return QFileInfo(QString::fromStdString(job.request.resume)).fileName();
    const QString prefix = QStringLiteral("name=");
    for (auto setting = job.request.overrides.rbegin(); setting != job.request.overrides.rend();
         ++setting)
        if (const QString text = QString::fromStdString(*setting); text.startsWith(prefix))
            return text.mid(prefix.size());
    return QFileInfo(QString::fromStdString(job.request.recipe)).completeBaseName();
}

} // namespace interweave::ui
