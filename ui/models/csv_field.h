// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace interweave::ui {

/// A field of comma-separated values, quoted where it has to be. Source: RFC 4180.
QString csvField(const QString& text);
/// The shortest text that reads back as the value; empty for NaN.
QString csvField(double value);

} // namespace interweave::ui
