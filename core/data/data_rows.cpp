// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_rows.h"

#include "core/data/conversation_rows.h"
#include "core/data/records.h"
#include "core/data/row_template.h"
#include "core/support/error.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace interweave {

using nlohmann::json;

namespace {

constexpr const char* kTextField = "text";
constexpr const char* kMessagesField = "messages";
constexpr const char* kConversationsField = "conversations"; // ShareGPT

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

bool hasField(const JsonLine& line, const char* field)
{
    return line.value.is_object() && line.value.contains(field);
}

/// The words of Taori et al., Stanford Alpaca.
std::string alpacaPrompt(const JsonLine& line)
{
    const std::string instruction = textOf(line, "instruction");
    const bool hasInput = hasField(line, "input") && !line.value.at("input").is_null();
    const std::string input = hasInput ? textOf(line, "input") : std::string();
    return (input.empty() ? "Below is an instruction that describes a task. Write a response that "
                            "appropriately completes the request.\n\n### Instruction:\n"
                       + instruction
                          : "Below is an instruction that describes a task, paired with an input "
                            "that provides further context. Write a response that appropriately "
                            "completes the request.\n\n### Instruction:\n"
                       + instruction + "\n\n### Input:\n" + input)
        + "\n\n### Response:\n";
}

/// The row that the source's template makes.
DataRow templateRow(const RowTemplate& rowTemplate, const JsonLine& line)
{
    FilledRow filled = fill(rowTemplate, line);
    return {std::move(filled.prompt), std::move(filled.answers), line.number};
}

void addRows(const JsonLine& line, const DataSource& source, std::vector<DataRow>& rows)
{
    const DataSource usual;
    const bool named = source.inputField != usual.inputField; // what a recipe says comes first
    if (named && hasField(line, source.inputField.c_str())) {
        rows.push_back(
            {textOf(line, source.inputField), answersOf(line, source.outputField), line.number});
    } else if (hasField(line, kMessagesField) || hasField(line, kConversationsField)) {
        for (DataRow& row : conversationRows(line))
            rows.push_back(std::move(row));
    } else if (hasField(line, "instruction") && hasField(line, "output")) {
        rows.push_back({alpacaPrompt(line), answersOf(line, "output"), line.number});
    } else if (isTextRow(line, source)) {
        rows.push_back({"", {textOf(line, kTextField)}, line.number, true});
    } else {
        rows.push_back(
            {textOf(line, source.inputField), answersOf(line, source.outputField), line.number});
    }
}

} // namespace

DataRows readDataRows(const DataSource& source)
{
    std::optional<RowTemplate> given;
    if (!source.rowTemplate.empty())
        given = rowTemplate(source.rowTemplate);
    else if (!source.prompt.empty())
        given = RowTemplate{"", source.prompt, source.answer};
    DataRows result;
    const JsonLinesReport report = readRecords(
        source.path, source.format, {source.limit, source.skipBadLines}, [&](const JsonLine& line) {
            if (given)
                result.rows.push_back(templateRow(*given, line));
            else
                addRows(line, source, result.rows);
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
    readRecords(path, "auto", {.limit = limit},
        [&](const JsonLine& line) { texts.push_back(textOf(line, kTextField)); });
    if (texts.empty())
        throw Error(ErrorCode::InvalidArgument, path.string(), "holds no texts");
    return texts;
}

} // namespace interweave
