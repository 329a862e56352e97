// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace interweave {

struct JsonLine {
    const nlohmann::json& value;
    const std::filesystem::path& file;
    int64_t number = 0; // physical line, from 1

    /// "file:line", for errors.
    std::string where() const { return file.string() + ":" + std::to_string(number); }
};

struct JsonLinesOptions {
    int64_t limit = 0; // stop after so many good lines; 0: never
    bool skipBadLines = false;
};

struct JsonLinesReport {
    int64_t skipped = 0;
    std::string firstSkipped; // the error of the first skipped line
};

/// Calls `use` for every line of a JSON lines file; blank lines are ignored, CRLF and a byte order
/// mark are accepted. A line is bad when it is not JSON or when `use` throws Error{CorruptData}:
/// then that error (with file:line) is thrown, or the line is counted. Throws Error{NotFound, Io}.
JsonLinesReport readJsonLines(const std::filesystem::path& path, const JsonLinesOptions& options,
    const std::function<void(const JsonLine&)>& use);

} // namespace interweave
