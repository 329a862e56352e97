// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/json_lines.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace interweave {

/// Where rows of prompt and answer come from.
struct DataSource {
    std::filesystem::path path;
    std::string format = "auto"; // records.h
    std::string rowTemplate{}; // a data set's, by name (row_template.h); empty: see readDataRows
    std::string prompt{}; // a template of one's own, with `answer`
    std::string answer{};
    int64_t limit = 0; // the first rows only; 0: all
    std::string inputField = "input";
    std::string outputField = "output"; // a string, or a list of accepted answers
    bool skipBadLines = false; // count bad lines instead of refusing the file
};

/// One message of a conversation.
struct Message {
    std::string role; // "system", "user", "assistant"
    std::string content;

    bool operator==(const Message&) const = default;
};

struct DataRow {
    std::string input;
    std::vector<std::string> outputs; // at least one; the first is trained on
    int64_t line = 0; // physical line in the file, from 1
    bool isText = false; // no prompt: outputs.front() is a text to learn as a whole
    std::vector<Message> conversation{}; // in the place of input: what the answer answers
};

struct DataRows {
    std::vector<DataRow> rows;
    int64_t skippedLines = 0;
    std::string firstSkipped; // the error of the first skipped line
};

/// Reads the rows of a data file. Where the source names no template, a record is, by its fields,
///   {"messages": [{"role", "content"}, …]} or {"conversations": [{"from", "value"}, …]}
///   (ShareGPT):
///       a row for each of the assistant's messages, which answers what comes before it;
///   {"instruction", "output"}, perhaps with "input": a row in Alpaca's words;
///   {"text"}: a text to learn as a whole;
///   else a prompt and an answer, or a list of accepted ones, in the source's two fields.
/// A file may mix them. Throws Error{CorruptData} with file:line and reason for a bad line (unless
/// those are skipped), Error{InvalidArgument} when no row is left, Error{NotFound, Io}.
DataRows readDataRows(const DataSource& source);

/// The same row by row, in the file's order, none kept; `use` gets each with the record that it was
/// made of. Where bad lines are skipped `onSkipped` is told of each. Returns without rows.
using UseRow = std::function<void(DataRow&&, const JsonLine&)>;
DataRows forEachDataRow(const DataSource& source, const UseRow& use,
    const std::function<void(int64_t line, const Error&)>& onSkipped = {});

/// Reads the texts of {"text": …} records, or a text file's passages, the first `limit` only unless
/// it is 0. Throws as readDataRows.
std::vector<std::string> readTexts(const std::filesystem::path& path, int64_t limit = 0);

} // namespace interweave
