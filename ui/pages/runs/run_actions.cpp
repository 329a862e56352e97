// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_actions.h"

#include <QMenu>

namespace interweave::ui {

RunActions::RunActions(QObject* parent)
    : QObject(parent)
{
    add(Gate, "openGate", tr("Gate"), tr("See for each token which memory the run draws on"));
    add(Compare, "openCompare", tr("Compare"), tr("Ask base, tuned and interwoven side by side"));
    add(Forgetting, "openForgetting", tr("Forgetting"),
        tr("See what the chosen runs learned and what they forgot"));
    add(Resume, "resumeRun", tr("Resume"), tr("Go on from the last checkpoint"));
    add(Rename, "renameRun", tr("Rename"), tr("Give the run another name"), Qt::Key_F2);
    add(Tags, "tagRun", tr("Tags…"), tr("Words to find the run by, with commas between them"),
        QKeySequence(Qt::CTRL | Qt::Key_T));
    add(Notes, "noteRun", tr("Notes"), tr("Write what should be remembered of the run"));
    add(OpenFolder, "openRunFolder", tr("Open folder"), tr("Show the run's files"));
    add(Remove, "removeRun", tr("Delete"), tr("Move the chosen runs to the deleted ones"),
        QKeySequence::Delete);
    add(Restore, "restoreRun", tr("Restore"), tr("Bring the chosen runs back"));
    add(Purge, "purgeRun", tr("Delete for good…"), tr("Remove the chosen runs and their files"));
    setChosen({});
}

void RunActions::add(Kind kind, const char* objectName, const QString& text, const QString& toolTip,
    const QKeySequence& shortcut)
{
    auto* const action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(objectName));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut); // not while a cell is being edited
    m_actions[kind] = action;
    m_toolTips[kind] = toolTip;
    connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT triggered(kind); });
}

void RunActions::allow(Kind kind, bool can, const QString& reason)
{
    m_actions[kind]->setEnabled(can);
    m_actions[kind]->setToolTip(can ? m_toolTips[kind] : reason);
}

void RunActions::setChosen(const QVector<RunRow>& runs)
{
    const bool any = !runs.isEmpty();
    const bool one = runs.size() == 1;
    const QString chooseOne = tr("Choose one run");
    const QString choose = tr("Choose runs in the table");
    const bool missing = one && runs.front().status == u"missing";
    const QString gone = tr("The run's folder is missing");
    const auto allowOne = [&](Kind kind, bool can, const QString& reason) {
        allow(kind, one && !missing && can, !one ? chooseOne : missing ? gone : reason);
    };
    for (const Kind kind : {Gate, Compare})
        allowOne(kind, one && runs.front().hasGate,
            tr("The run has no trained gate: it trained without IMSM, or has not finished"));
    allowOne(Resume, one && canResume(runs.front()),
        tr("Only a run that was stopped, cut off or failed can go on"));
    allowOne(Rename, true, {});
    allowOne(OpenFolder, true, {});
    allow(Notes, one, chooseOne);
    allow(Tags, one, chooseOne);
    for (const Kind kind : {Forgetting, Remove, Restore, Purge})
        allow(kind, any, choose);
}

QMenu* RunActions::newMenu(const QVector<Kind>& kinds, QWidget* parent) const
{
    auto* const menu = new QMenu(parent);
    menu->setToolTipsVisible(true);
    for (const Kind kind : kinds)
        if (kind == KindCount)
            menu->addSeparator();
        else
            menu->addAction(m_actions[kind]);
    return menu;
}

} // namespace interweave::ui
