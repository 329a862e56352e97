// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/file_choice.h"

#include <QFileDialog>

namespace interweave::ui {

void askForFile(QWidget* parent, FileChoice choice, const QString& title, const QString& filter,
    const QString& suggestion, std::function<void(const QString&)> chosen)
{
    auto* const dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    switch (choice) {
    case FileChoice::ExistingFile: dialog->setFileMode(QFileDialog::ExistingFile); break;
    case FileChoice::ExistingFolder: dialog->setFileMode(QFileDialog::Directory); break;
    case FileChoice::NewFile: dialog->setAcceptMode(QFileDialog::AcceptSave); break;
    }
    if (!suggestion.isEmpty())
        dialog->selectFile(suggestion);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

} // namespace interweave::ui
