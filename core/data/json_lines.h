// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace interweave {

class Error;

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
    std::function<void(int64_t number, const Error&)> onSkipped{}; // of every skipped line
};

struct JsonLinesReport {
    int64_t skipped = 0;
    std::string firstSkipped; // the error of the first skipped line
};

/// Gives records to `use` until there are enough, and decides what happens with bad ones: a record
/// is bad when `use`, or what makes the record, throws Error{CorruptData}.
class RecordFeed {
public:
    using Use = std::function<void(const JsonLine&)>;

    /// All must outlive the feed.
    RecordFeed(const std::filesystem::path& path, const JsonLinesOptions& options, const Use& use);

    bool isDone() const { return m_options.limit > 0 && m_good >= m_options.limit; }
    const JsonLinesReport& report() const { return m_report; }
    /// Throws what is bad, or counts it.
    void give(int64_t number, const std::function<nlohmann::json()>& make);

private:
    const std::filesystem::path& m_path;
    const JsonLinesOptions& m_options;
    const Use& m_use;
    JsonLinesReport m_report;
    int64_t m_good = 0;
};

/// Calls `use` for every line of a JSON lines file; blank lines are ignored, CRLF and a byte order
/// mark are accepted. A line is bad when it is not JSON or when `use` throws Error{CorruptData}:
/// then that error (with file:line) is thrown, or the line is counted. Throws Error{NotFound, Io}.
JsonLinesReport readJsonLines(const std::filesystem::path& path, const JsonLinesOptions& options,
    const std::function<void(const JsonLine&)>& use);

} // namespace interweave
