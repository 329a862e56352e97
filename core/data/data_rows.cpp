// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_rows.h"

#include "core/data/json_lines.h"
#include "core/support/error.h"

#include <nlohmann/json.hpp>

namespace interweave {

using nlohmann::json;

namespace {

constexpr const char* kTextField = "text";

[[noreturn]] void refuse(const JsonLine& line, const std::string& reason)
{
    throw Error(ErrorCode::CorruptData, line.where(), reason);
}

const json& fieldOf(const JsonLine& line, const std::string& field)
{
    if (!line.value.is_object())
        refuse(
            line, std::string("is a JSON ") + line.value.type_name() + ", an object was expected");
    const auto found = line.value.find(field);
    if (found == line.value.end())
        refuse(line, "has no field '" + field + "'");
    return *found;
}

std::string textOf(const JsonLine& line, const std::string& field)
{
    const json& value = fieldOf(line, field);
    if (!value.is_string())
        refuse(line, "field '" + field + "' is a " + value.type_name() + ", a string was expected");
    return value.get<std::string>();
}

std::vector<std::string> answersOf(const JsonLine& line, const std::string& field)
{
    const json& value = fieldOf(line, field);
    if (value.is_string())
        return {value.get<std::string>()};
    if (!value.is_array())
        refuse(line,
            "field '" + field + "' is a " + value.type_name()
                + ", a string or a list of strings was expected");
    if (value.empty())
        refuse(line, "field '" + field + "' is an empty list, at least one answer was expected");
    std::vector<std::string> answers;
    for (const json& answer : value) {
        if (!answer.is_string())
            refuse(line,
                "field '" + field + "' holds a " + answer.type_name() + ", strings were expected");
        answers.push_back(answer.get<std::string>());
    }
    return answers;
}

/// A row whose prompt is called "text" stays a prompt.
bool isTextRow(const JsonLine& line, const DataSource& source)
{
    return line.value.is_object() && line.value.contains(kTextField)
        && !line.value.contains(source.inputField);
}

} // namespace

DataRows readDataRows(const DataSource& source)
{
    DataRows result;
    const JsonLinesReport report = readJsonLines(
        source.path, {source.limit, source.skipBadLines}, [&](const JsonLine& line) {
            if (isTextRow(line, source))
                result.rows.push_back({"", {textOf(line, kTextField)}, line.number, true});
            else
                result.rows.push_back({textOf(line, source.inputField),
                    answersOf(line, source.outputField), line.number});
        });
    result.skippedLines = report.skipped;
    result.firstSkipped = report.firstSkipped;
    if (result.rows.empty())
        throw Error(ErrorCode::InvalidArgument, source.path.string(),
            "holds no rows"
                + (report.skipped > 0 ? "; first bad line: " + report.firstSkipped : ""));
    return result;
}

std::vector<std::string> readTexts(const std::filesystem::path& path, int64_t limit)
{
    std::vector<std::string> texts;
    readJsonLines(path, {.limit = limit},
        [&](const JsonLine& line) { texts.push_back(textOf(line, kTextField)); });
    if (texts.empty())
        throw Error(ErrorCode::InvalidArgument, path.string(), "holds no texts");
    return texts;
}

} // namespace interweave
