// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/preferences.h"

namespace interweave::ui {

namespace {

const QString kTheme = QStringLiteral("theme");
const QString kLanguage = QStringLiteral("language");
const QString kGeometry = QStringLiteral("geometry");
const QString kPage = QStringLiteral("page");

const std::pair<ThemeChoice, QString> kThemes[] = {{ThemeChoice::System, QStringLiteral("system")},
    {ThemeChoice::Light, QStringLiteral("light")}, {ThemeChoice::Dark, QStringLiteral("dark")}};

} // namespace

Preferences::Preferences(const std::filesystem::path& workspace)
    : m_settings(
        QString::fromStdString((workspace / "workbench.ini").string()), QSettings::IniFormat)
{
}

ThemeChoice Preferences::theme() const
{
    const QString name = m_settings.value(kTheme).toString();
    for (const auto& [theme, word] : kThemes)
        if (word == name)
            return theme;
    return ThemeChoice::System;
}

void Preferences::setTheme(ThemeChoice choice)
{
    for (const auto& [theme, word] : kThemes)
        if (theme == choice)
            m_settings.setValue(kTheme, word);
}

QString Preferences::language() const
{
    return m_settings.value(kLanguage).toString();
}

void Preferences::setLanguage(const QString& code)
{
    m_settings.setValue(kLanguage, code);
}

QByteArray Preferences::geometry() const
{
    return m_settings.value(kGeometry).toByteArray();
}

void Preferences::setGeometry(const QByteArray& geometry)
{
    m_settings.setValue(kGeometry, geometry);
}

int Preferences::page() const
{
    return m_settings.value(kPage).toInt();
}

void Preferences::setPage(int page)
{
    m_settings.setValue(kPage, page);
}

} // namespace interweave::ui
