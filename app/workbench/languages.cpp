// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

namespace interweave::ui {

namespace {

/// Says whether there is such a translation.
bool install(QCoreApplication& application, const QLocale& locale, const QString& file,
    const QString& folder)
{
    auto translator = std::make_unique<QTranslator>(&application);
    if (!translator->load(locale, file, QStringLiteral("_"), folder))
        return false;
    return application.installTranslator(translator.release());
}

} // namespace

const std::vector<Language>& languages()
{
    static const std::vector<Language> all{{QStringLiteral("en"), QStringLiteral("English")},
        {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    return all;
}

void installLanguage(QCoreApplication& application, const QString& code)
{
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    if (locale.language() != QLocale::English
        && install(
            application, locale, QStringLiteral("interweave"), QStringLiteral(":/translations")))
        install(application, locale, QStringLiteral("qtbase"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

} // namespace interweave::ui
