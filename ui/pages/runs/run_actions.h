// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/run_row.h"

#include <QAction>

#include <array>

class QMenu;

namespace interweave::ui {

/// What can be done with the chosen runs; what cannot be done now says why in its tool tip.
class RunActions : public QObject {
    Q_OBJECT

public:
    enum Kind {
        Gate,
        Compare,
        Forgetting,
        Resume,
        Rename,
        Tags,
        Notes,
        OpenFolder,
        Remove,
        Restore,
        Purge,
        KindCount
    };

    explicit RunActions(QObject* parent = nullptr);

    void setChosen(const QVector<RunRow>& runs);
    QAction& action(Kind kind) const { return *m_actions[kind]; }
    /// A menu of those, 'KindCount' standing for a line.
    QMenu* newMenu(const QVector<Kind>& kinds, QWidget* parent) const;

Q_SIGNALS:
    void triggered(interweave::ui::RunActions::Kind kind);

private:
    void add(Kind kind, const char* objectName, const QString& text, const QString& toolTip,
        const QKeySequence& shortcut = {});
    void allow(Kind kind, bool can, const QString& reason);

    std::array<QAction*, KindCount> m_actions{};
    std::array<QString, KindCount> m_toolTips;
};

} // namespace interweave::ui
