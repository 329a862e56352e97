// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace interweave::ui {

enum class FileChoice { ExistingFile, ExistingFolder, NewFile };

/// Asks for a file or a folder without stopping the window; `chosen` is called only where one was
/// chosen and `parent` still lives.
void askForFile(QWidget* parent, FileChoice choice, const QString& title, const QString& filter,
    const QString& suggestion, std::function<void(const QString&)> chosen);

} // namespace interweave::ui
