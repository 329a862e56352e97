// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/json_lines.h"

#include <string>

namespace interweave {

/// The formats a data file may have, by name: "jsonl"; "json", one list of objects; "csv" and "tsv"
/// with a first row of names (delimited.h); "text", passages with blank lines between them, each an
/// object of "text".
bool isRecordFormat(const std::string& name);

/// Calls `use` for every record of a data file, whatever its format; "auto" goes by the file's
/// ending: .json (a list, or JSON lines where it does not begin as one), .csv, .tsv, .txt, else
/// JSON lines. Bad records and numbers as readJsonLines; in a JSON list the number is the record's
/// place in it. Throws Error{CorruptData, NotFound, Io}.
JsonLinesReport readRecords(const std::filesystem::path& path, const std::string& format,
    const JsonLinesOptions& options, const std::function<void(const JsonLine&)>& use);

} // namespace interweave
