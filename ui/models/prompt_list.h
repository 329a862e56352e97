// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace interweave::ui {

/// Prompts from a file, and the lines that were none.
struct PromptList {
    struct BadLine {
        int number = 0; // from 1
        QString reason;
    };

    static constexpr int kMostPrompts = 10'000;
    static constexpr qint64 kMostBytes = 64 << 20;

    QString file; // its name, without folders
    QStringList prompts;
    std::vector<BadLine> badLines;
    bool cut = false; // there were more than kMostPrompts
};

/// JSON lines when the file is named .jsonl or .json or its first line is an object: each line's
/// "prompt", else "input". Else one prompt a line. Blank lines are passed over, CRLF and a byte
/// order mark accepted.
PromptList parsePromptList(const QByteArray& content, const QString& fileName);

/// Throws Error{NotFound, Io} where it cannot be read, Error{InvalidArgument} where it is over
/// kMostBytes.
PromptList readPromptList(const QString& path);

} // namespace interweave::ui
