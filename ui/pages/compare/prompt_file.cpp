// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/prompt_file.h"

#include <QFileDialog>
#include <QFileInfo>

namespace interweave::ui {

PromptFile::PromptFile(LibraryThread& library, QWidget* window)
    : QObject(window)
    , m_library(library)
    , m_window(window)
{
}

void PromptFile::ask()
{
    auto* const dialog = new QFileDialog(
        m_window, tr("Prompts"), {}, tr("Prompts (*.jsonl *.json *.txt);;All files (*)"));
    dialog->setObjectName(QStringLiteral("compareFileDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &PromptFile::open);
    dialog->open();
}

void PromptFile::open(const QString& path)
{
    Q_EMIT began(QFileInfo(path).fileName());
    m_library.submit(
        JobThread::Length::Short, this, [path](std::stop_token) { return readPromptList(path); },
        [this, asked = ++m_asked](const Outcome<PromptList>& outcome) {
            if (asked != m_asked)
                return;
            if (outcome)
                Q_EMIT read(outcome.value());
            else
                Q_EMIT failed(outcome.failure());
        });
}

} // namespace interweave::ui
