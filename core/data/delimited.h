// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/json_lines.h"

namespace interweave {

/// How a table's text is laid out.
struct DelimitedFormat {
    char separator = ',';
    bool quoted = true; // "…" around a field keeps separators and line breaks, "" is a quote (RFC
                        // 4180); off for tables such as GLUE's, where a quote is only a character
};

/// Calls `use` for every row of a table whose first row names the columns, as an object of strings;
/// numbers are those of the row's first physical line. Bad rows as readJsonLines: one with more or
/// fewer fields than columns, one whose last quote is missing. Throws Error{CorruptData} for a
/// header with an empty or repeated name, Error{NotFound, Io}.
JsonLinesReport readDelimited(const std::filesystem::path& path, const DelimitedFormat& format,
    const JsonLinesOptions& options, const std::function<void(const JsonLine&)>& use);

} // namespace interweave
