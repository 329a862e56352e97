// SPDX-License-Identifier: Apache-2.0
#include "core/data/choice_rows.h"

#include "core/data/json_lines.h"
#include "core/support/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace interweave {

using nlohmann::json;

namespace {

[[noreturn]] void refuse(const JsonLine& line, const std::string& reason)
{
    throw Error(ErrorCode::CorruptData, line.where(), reason);
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const size_t first = text.find_first_not_of(kSpace);
    return first == std::string_view::npos
        ? std::string_view()
        : text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

std::vector<std::string> choicesOf(const JsonLine& line)
{
    const auto found = line.value.find("choices");
    if (found == line.value.end() || !found->is_array() || found->size() < 2)
        refuse(line, "'choices' must be a list of at least two texts");
    std::vector<std::string> choices;
    for (const json& choice : *found) {
        if (!choice.is_string() || choice.get_ref<const std::string&>().empty())
            refuse(line, "'choices' holds something else than a text, or an empty one");
        choices.push_back(choice.get<std::string>());
    }
    return choices;
}

int64_t indexOf(const JsonLine& line, const json& answer, const std::vector<std::string>& choices)
{
    const auto count = static_cast<int64_t>(choices.size());
    if (answer.is_number_integer()) {
        if (answer < 0 || answer >= count)
            refuse(line,
                "'answer' is " + answer.dump() + ", an index from 0 to " + std::to_string(count - 1)
                    + " was expected");
        return answer.get<int64_t>();
    }
    if (!answer.is_string())
        refuse(line, "the answer is neither an index nor a text");
    const std::string_view text = trimmed(answer.get_ref<const std::string&>());
    const auto found = std::ranges::find_if(
        choices, [&](const std::string& choice) { return trimmed(choice) == text; });
    if (found == choices.end())
        refuse(line, "the answer '" + std::string(text) + "' is none of the choices");
    return found - choices.begin();
}

int64_t answerOf(const JsonLine& line, const std::vector<std::string>& choices)
{
    if (const auto answer = line.value.find("answer"); answer != line.value.end())
        return indexOf(line, *answer, choices);
    const auto output = line.value.find("output");
    if (output == line.value.end())
        refuse(line, "has neither 'answer' nor 'output'");
    const bool list = output->is_array() && !output->empty();
    return indexOf(line, list ? output->front() : *output, choices);
}

} // namespace

std::vector<ChoiceRow> readChoiceRows(
    const std::filesystem::path& path, int64_t limit, const std::vector<std::string>& choices)
{
    std::vector<ChoiceRow> rows;
    readJsonLines(path, {.limit = limit}, [&](const JsonLine& line) {
        if (!line.value.is_object())
            refuse(line, "is not a JSON object");
        const auto input = line.value.find("input");
        if (input == line.value.end() || !input->is_string())
            refuse(line, "has no text 'input'");
        ChoiceRow row{
            input->get<std::string>(), choices.empty() ? choicesOf(line) : choices, 0, line.number};
        row.answer = answerOf(line, row.choices);
        rows.push_back(std::move(row));
    });
    if (rows.empty())
        throw Error(ErrorCode::InvalidArgument, path.string(), "holds no rows");
    return rows;
}

} // namespace interweave
