// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparison_text.h"
#include "ui/pages/services.h"

#include <QMenu>

#include <functional>

namespace interweave::ui {

/// Writes what is shown as a file for other programs.
class ExportMenu : public QMenu {
    Q_OBJECT

public:
    /// What is to be written, at the moment it is asked for.
    struct Content {
        ShownAnswers answers;
        bool list = false; // CSV with a line for each prompt, else for each voice
    };

    ExportMenu(Services& services, std::function<Content()> content, QWidget* parent);

Q_SIGNALS:
    void failed(const interweave::ui::Failure& failure);

private:
    enum class Format { Markdown, Csv };

    void addFormat(const QString& label, const QString& objectName, Format format);
    void askForFile(Format format);
    void write(const QString& path, Format format, Content content);

    Services& m_services;
    std::function<Content()> m_content;
};

} // namespace interweave::ui
