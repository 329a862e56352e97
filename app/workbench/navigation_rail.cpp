// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/navigation_rail.h"

#include "app/workbench/languages.h"
#include "ui/widgets/icon.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kWidth = 176;

QToolButton* railButton(const QString& text, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setText(QStringLiteral("  ") + text); // Qt leaves no gap after the icon
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({16, 16});
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

NavigationRail::NavigationRail(ThemeChoice theme, const QString& language, QWidget* parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
    , m_pages(new QVBoxLayout)
    , m_settings(railButton(tr("Settings"), this))
{
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kWidth);
    setAccessibleName(tr("Pages"));
    auto* const title = new QLabel(tr("Interweave"), this);
    title->setObjectName(QStringLiteral("railTitle"));
    m_settings->setObjectName(QStringLiteral("railSettings"));
    m_settings->setPopupMode(QToolButton::InstantPopup);
    m_settings->setMenu(settingsMenu(theme, language));
    m_pages->setSpacing(2);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 8);
    column->setSpacing(2);
    column->addWidget(title);
    column->addLayout(m_pages);
    column->addStretch(1);
    column->addWidget(m_settings);
    connect(m_buttons, &QButtonGroup::idClicked, this, &NavigationRail::picked);
    tint();
}

void NavigationRail::addPage(const QString& name, const QString& icon)
{
    const int index = static_cast<int>(m_icons.size());
    m_icons.push_back(icon);
    QToolButton* const button = railButton(name, this);
    button->setObjectName(QStringLiteral("rail-") + icon);
    button->setCheckable(true);
    button->setIcon(lineIcon(icon));
    const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index));
    // The button's own shortcut would wait for its animation.
    connect(new QShortcut(keys, this), &QShortcut::activated, this,
        [this, index] { Q_EMIT picked(index); });
    button->setToolTip(
        QStringLiteral("%1 (%2)").arg(name, keys.toString(QKeySequence::NativeText)));
    m_buttons->addButton(button, index);
    m_pages->addWidget(button);
}

void NavigationRail::choose(int page)
{
    if (QAbstractButton* const button = m_buttons->button(page))
        button->setChecked(true);
}

QMenu* NavigationRail::settingsMenu(ThemeChoice theme, const QString& language)
{
    auto* const menu = new QMenu(this);
    const auto addChoice = [menu](QActionGroup* group, const QString& text, bool chosen) {
        QAction* const action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(chosen);
        group->addAction(action);
        return action;
    };
    auto* const themes = new QActionGroup(menu);
    for (const auto& [choice, text] : {std::pair{ThemeChoice::System, tr("Theme of the system")},
             std::pair{ThemeChoice::Light, tr("Light theme")},
             std::pair{ThemeChoice::Dark, tr("Dark theme")}})
        connect(addChoice(themes, text, choice == theme), &QAction::triggered, this,
            [this, picked = choice] { Q_EMIT themePicked(picked); });
    menu->addSeparator();
    std::vector<Language> choices = languages();
    choices.insert(choices.begin(), {QString(), tr("Language of the system")});
    auto* const group = new QActionGroup(menu);
    for (const Language& choice : choices)
        connect(addChoice(group, choice.name, choice.code == language), &QAction::triggered, this,
            [this, code = choice.code] { Q_EMIT languagePicked(code); });
    menu->addSeparator();
    connect(menu->addAction(tr("Open the workspace's folder")), &QAction::triggered, this,
        &NavigationRail::workspaceRequested);
    connect(menu->addAction(tr("About Interweave")), &QAction::triggered, this,
        &NavigationRail::aboutRequested);
    return menu;
}

void NavigationRail::changeEvent(QEvent* event)
{
    if (isThemeChange(*event))
        tint();
    QWidget::changeEvent(event);
}

void NavigationRail::tint()
{
    for (QAbstractButton* const button : m_buttons->buttons())
        button->setIcon(lineIcon(m_icons[static_cast<size_t>(m_buttons->id(button))]));
    m_settings->setIcon(lineIcon(QStringLiteral("settings")));
}

} // namespace interweave::ui
