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

/// The rows of a record; all of them are good, or it throws.
std::vector<DataRow> rowsOf(const JsonLine& line, const DataSource& source)
{
    const DataSource usual;
    const bool named = source.inputField != usual.inputField; // what a recipe says comes first
    const auto fields = [&]() -> std::vector<DataRow> {
        return {
            {textOf(line, source.inputField), answersOf(line, source.outputField), line.number}};
    };
    if (named && hasField(line, source.inputField.c_str()))
        return fields();
    if (hasField(line, kMessagesField) || hasField(line, kConversationsField))
        return conversationRows(line);
    if (hasField(line, "instruction") && hasField(line, "output"))
        return {{alpacaPrompt(line), answersOf(line, "output"), line.number}};
    if (isTextRow(line, source))
        return {{"", {textOf(line, kTextField)}, line.number, true}};
    return fields();
}

} // namespace

DataRows forEachDataRow(const DataSource& source, const UseRow& use,
    const std::function<void(int64_t line, const Error&)>& onSkipped)
{
    std::optional<RowTemplate> given;
    if (!source.rowTemplate.empty())
        given = rowTemplate(source.rowTemplate);
    else if (!source.prompt.empty())
        given = RowTemplate{"", source.prompt, source.answer};
    bool any = false;
    const JsonLinesReport report = readRecords(source.path, source.format,
        {source.limit, source.skipBadLines, onSkipped}, [&](const JsonLine& line) {
            std::vector<DataRow> rows
                = given ? std::vector<DataRow>{templateRow(*given, line)} : rowsOf(line, source);
            for (DataRow& row : rows)
                use(std::move(row), line);
            any = true;
        });
    if (!any)
        throw Error(ErrorCode::InvalidArgument, source.path.string(),
            "holds no rows"
                + (report.skipped > 0 ? "; first bad line: " + report.firstSkipped : ""));
    return {{}, report.skipped, report.firstSkipped};
}

DataRows readDataRows(const DataSource& source)
{
    std::vector<DataRow> rows;
    DataRows result = forEachDataRow(
        source, [&](DataRow&& row, const JsonLine&) { rows.push_back(std::move(row)); });
    result.rows = std::move(rows);
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
