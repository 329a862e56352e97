// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace interweave::ui {

/// The pages' names at the window's left edge, and the settings below them.
class NavigationRail : public QWidget {
    Q_OBJECT

public:
    explicit NavigationRail(ThemeChoice theme, QWidget* parent = nullptr);

    void addPage(const QString& name, const QString& icon);
    void choose(int page);

Q_SIGNALS:
    void picked(int page);
    void themePicked(interweave::ui::ThemeChoice theme);
    void workspaceRequested();
    void aboutRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QMenu* settingsMenu(ThemeChoice theme);
    void tint();

    QButtonGroup* m_buttons;
    QVBoxLayout* m_pages;
    QToolButton* m_settings;
    std::vector<QString> m_icons;
};

} // namespace interweave::ui
