// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparison_text.h"

#include <QByteArray>

namespace interweave::ui {

/// Comparisons as files for other programs, UTF-8; tokens counted from 1.

/// Prompts, answers with their proof, and where they part, for people.
QByteArray comparisonMarkdown(const ShownAnswers& answers);

/// RFC 4180: a head line, then one line for each voice of each comparison.
QByteArray comparisonCsv(const ShownAnswers& answers);
/// RFC 4180: a head line, then one line for each comparison, the three answers side by side.
QByteArray answerListCsv(const ShownAnswers& answers);

/// Writes the file in the place of what is there, whole or not at all. Throws Error{Io}.
void writeExport(const QString& path, const QByteArray& content);

} // namespace interweave::ui
