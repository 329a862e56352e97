// SPDX-License-Identifier: Apache-2.0
#include "core/eval/json_lines.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <functional>
#include <nlohmann/json.hpp>

namespace interweave {

void forEachJsonLine(const std::filesystem::path& file,
    const std::function<void(const nlohmann::json& object, int64_t line)>& use)
{
    const std::string content = readFile(file);
    int64_t number = 0;
    for (size_t first = 0; first < content.size();) {
        const size_t end = std::min(content.find('\n', first), content.size());
        const std::string_view line = std::string_view(content).substr(first, end - first);
        first = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const auto object = nlohmann::json::parse(line, nullptr, false);
        if (!object.is_object())
            throw Error(ErrorCode::CorruptData, file.string() + ":" + std::to_string(number),
                "is not a JSON object");
        use(object, number);
    }
}

std::string textField(
    const nlohmann::json& object, const std::string& key, const std::string& where)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string())
        throw Error(ErrorCode::CorruptData, where, "needs \"" + key + "\", a text");
    return found->get<std::string>();
}

std::vector<std::string> acceptedAnswers(const nlohmann::json& object, const std::string& where)
{
    const auto found = object.find("output");
    if (found != object.end() && found->is_string())
        return {found->get<std::string>()};
    std::vector<std::string> answers;
    if (found != object.end() && found->is_array())
        for (const auto& answer : *found)
            answers.push_back(answer.is_string() ? answer.get<std::string>()
                                                 : throw Error(ErrorCode::CorruptData, where,
                                                     "\"output\" lists something that is no text"));
    if (answers.empty())
        throw Error(ErrorCode::CorruptData, where, "needs \"output\", a text or a list of texts");
    return answers;
}

} // namespace interweave
