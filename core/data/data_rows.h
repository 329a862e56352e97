// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

/// Where rows of prompt and answer come from.
struct DataSource {
    std::filesystem::path path; // JSON lines
    int64_t limit = 0; // the first rows only; 0: all
    std::string inputField = "input";
    std::string outputField = "output"; // a string, or a list of accepted answers
    bool skipBadLines = false; // count bad lines instead of refusing the file
};

struct DataRow {
    std::string input;
    std::vector<std::string> outputs; // at least one; the first is trained on
    int64_t line = 0; // physical line in the file, from 1
    bool isText = false; // no prompt: outputs.front() is a text to learn as a whole
};

struct DataRows {
    std::vector<DataRow> rows;
    int64_t skippedLines = 0;
    std::string firstSkipped; // the error of the first skipped line
};

/// Reads {"input": …, "output": …} and {"text": …} lines; a file may mix them. Throws
/// Error{CorruptData} with file:line and reason for a bad line (unless those are skipped),
/// Error{InvalidArgument} when no row is left, Error{NotFound, Io}.
DataRows readDataRows(const DataSource& source);

/// Reads the texts of {"text": …} lines, the first `limit` only unless it is 0. Throws as
/// readDataRows.
std::vector<std::string> readTexts(const std::filesystem::path& path, int64_t limit = 0);

} // namespace interweave
