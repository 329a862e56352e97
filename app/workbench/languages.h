// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

class QCoreApplication;

namespace interweave::ui {

struct Language {
    QString code; // as Qt names locales: "zh_CN"
    QString name; // in the language itself
};

/// What the window can speak, English first.
const std::vector<Language>& languages();

/// Puts the window's words, and those of Qt's own dialogs, into the language of this code; empty:
/// the system's. One that is not among languages() is English. For before the first widget is made.
void installLanguage(QCoreApplication& application, const QString& code);

} // namespace interweave::ui
