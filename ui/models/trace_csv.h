// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"

#include <QByteArray>
#include <QString>

namespace interweave::ui {

/// All tokens of the answer as comma-separated values (RFC 4180, UTF-8) with a heading line; the
/// numbers to full precision, one column for each channel.
QByteArray traceCsv(const Trace& trace);

/// In the place of what is there, or not at all. Throws Error{Io}.
void writeWhole(const QString& file, const QByteArray& bytes);

} // namespace interweave::ui
