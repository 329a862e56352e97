// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/library_thread.h"
#include "ui/models/prompt_list.h"

#include <QObject>

class QWidget;

namespace interweave::ui {

/// Asks for a file of prompts and reads it, on the library's thread. The newest question counts.
class PromptFile : public QObject {
    Q_OBJECT

public:
    /// window: whose dialog it is.
    PromptFile(LibraryThread& library, QWidget* window);

    void ask();

Q_SIGNALS:
    void began(const QString& fileName);
    void read(const interweave::ui::PromptList& list);
    void failed(const interweave::ui::Failure& failure);

private:
    void open(const QString& path);

    LibraryThread& m_library;
    QWidget* m_window;
    int m_asked = 0;
};

} // namespace interweave::ui
