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
    /// language: its code (languages.h); empty: the system's.
    NavigationRail(ThemeChoice theme, const QString& language, QWidget* parent = nullptr);

    void addPage(const QString& name, const QString& icon);
    void choose(int page);

Q_SIGNALS:
    void picked(int page);
    void themePicked(interweave::ui::ThemeChoice theme);
    void languagePicked(const QString& code);
    void workspaceRequested();
    void aboutRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QMenu* settingsMenu(ThemeChoice theme, const QString& language);
    void tint();

    QButtonGroup* m_buttons;
    QVBoxLayout* m_pages;
    QToolButton* m_settings;
    std::vector<QString> m_icons;
};

} // namespace interweave::ui
