// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_template.h"

#include "core/support/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace interweave {

using nlohmann::json;

namespace {

const std::vector<std::pair<std::string, std::string>> kYesNo{
    {"1", "yes"}, {"0", "no"}, {"true", "yes"}, {"false", "no"}, {"yes", "yes"}, {"no", "no"}};

/// A worked solution without its calculator notes, its "#### n" as a sentence.
std::string gsm8kAnswer(std::string text)
{
    for (size_t begin = text.find("<<"); begin != std::string::npos;
         begin = text.find("<<", begin)) {
        const size_t end = text.find(">>", begin);
        if (end == std::string::npos)
            break;
        text.erase(begin, end + 2 - begin);
    }
    if (const size_t mark = text.rfind("#### "); mark != std::string::npos)
        text = text.substr(0, mark) + "The answer is " + text.substr(mark + 5) + ".";
    return text;
}

const std::vector<RowTemplate>& templates()
{
    static const std::vector<RowTemplate> all{
        {"mrpc",
            "Determine if the following two sentences are semantically equivalent and output yes "
            "or "
            "no.\nSentence1: {sentence1|#1 String}\nSentence2: {sentence2|#2 String}\nOuput:",
            "{label|Quality}", kYesNo},
        {"cola",
            " Given a sentence, judge the grammatical acceptability of the sentence with yes or "
            "no.\nSentence:{sentence}\nOutput:",
            "{label}", kYesNo},
        {"ropes",
            "Given an article and a corresponding question about the article, answer the question "
            "accurately based on the provided context in the articles.\nArticle: {background} "
            "{situation}\nQuestion:{question}\nAnswer:",
            "{answers.text|answer}"},
        {"gsm8k",
            "You are an expert in math.\nBelow is a math question.\nWrite a response that "
            "appropriately answers the question.\nYour final answer should be an integer at the "
            "end "
            "of your response, formatted as: The answer is {{answer}}.\n{question}",
            "{answer}", {}, gsm8kAnswer},
        {"webq",
            "Please provide a concise answer to the following question using one or a few "
            "words.\nQuestion: {question}\nAnswer:",
            "{answers|answer}"},
        {"freebaseqa",
            "Please provide a concise answer to the following question using one or a few "
            "words.\nQuestion: {question|RawQuestion}\nAnswer:",
            "{answers|answer}"},
        {"multirc",
            "Given a paragraph, a question about it and an answer, judge whether the answer is "
            "right "
            "with yes or no.\nParagraph: {paragraph}\nQuestion: {question}\nAnswer: "
            "{answer}\nOutput:",
            "{label}", kYesNo},
    };
    return all;
}

/// One field, or the first of several that a record has; nullptr: none.
const json* find(const json& record, std::string_view names)
{
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find('|'));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        if (const auto whole = record.find(name); whole != record.end())
            return &*whole;
        const size_t dot = name.find('.');
        if (dot == std::string_view::npos)
            continue;
        const auto outer = record.find(name.substr(0, dot));
        if (outer == record.end() || !outer->is_object())
            continue;
        if (const auto inner = outer->find(name.substr(dot + 1)); inner != outer->end())
            return &*inner;
    }
    return nullptr;
}

const json& fieldOf(const JsonLine& record, std::string_view names)
{
    if (!record.value.is_object())
        throw Error(ErrorCode::CorruptData, record.where(),
            std::string("is a JSON ") + record.value.type_name() + ", an object was expected");
    const json* const found = find(record.value, names);
    if (!found)
        throw Error(
            ErrorCode::CorruptData, record.where(), "has no field '" + std::string(names) + "'");
    return *found;
}

std::string textOf(const json& value, std::string_view names, const JsonLine& record)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number() || value.is_boolean())
        return value.dump();
    throw Error(ErrorCode::CorruptData, record.where(),
        "field '" + std::string(names) + "' is a " + value.type_name()
            + ", a text or a number was expected");
}

std::string fillText(std::string_view text, const JsonLine& record)
{
    std::string result;
    while (!text.empty()) {
        const size_t brace = std::min(text.find_first_of("{}"), text.size());
        result += text.substr(0, brace);
        text.remove_prefix(brace);
        if (text.empty())
            break;
        const size_t end = text.find('}');
        const bool doubled = text.size() >= 2 && text[0] == text[1];
        if (doubled || text[0] == '}' || end == std::string_view::npos) {
            result += text[0];
            text.remove_prefix(doubled ? 2 : 1);
            continue;
        }
        const std::string_view names = text.substr(1, end - 1);
        result += textOf(fieldOf(record, names), names, record);
        text.remove_prefix(end + 1);
    }
    return result;
}

/// The field's name where a template is one field and nothing else.
std::string_view onlyField(std::string_view text)
{
    const bool only = text.size() > 2 && text.front() == '{' && text[1] != '{'
        && text.find('}') == text.size() - 1;
    return only ? text.substr(1, text.size() - 2) : std::string_view();
}

std::vector<std::string> answersOf(const RowTemplate& rowTemplate, const JsonLine& record)
{
    const std::string_view field = onlyField(rowTemplate.answer);
    if (field.empty())
        return {fillText(rowTemplate.answer, record)};
    const json& value = fieldOf(record, field);
    std::vector<std::string> answers;
    if (value.is_array())
        for (const json& entry : value)
            answers.push_back(textOf(entry, field, record));
    else
        answers.push_back(textOf(value, field, record));
    if (answers.empty())
        throw Error(ErrorCode::CorruptData, record.where(),
            "field '" + std::string(field)
                + "' is an empty list, at least one answer was expected");
    return answers;
}

} // namespace

std::vector<std::string> rowTemplateNames()
{
    std::vector<std::string> names;
    for (const RowTemplate& one : templates())
        names.push_back(one.name);
    return names;
}

const RowTemplate& rowTemplate(std::string_view name)
{
    std::string known;
    for (const RowTemplate& one : templates()) {
        if (one.name == name)
            return one;
        known += (known.empty() ? "" : ", ") + one.name;
    }
    throw Error(ErrorCode::InvalidArgument, "data.train.template",
        "is '" + std::string(name) + "', one of these was expected: " + known);
}

FilledRow fill(const RowTemplate& rowTemplate, const JsonLine& record)
{
    FilledRow row{fillText(rowTemplate.prompt, record), answersOf(rowTemplate, record)};
    const auto meaningOf = [&](std::string answer) {
        for (char& c : answer)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        for (const auto& [value, meaning] : rowTemplate.meanings)
            if (value == answer)
                return meaning;
        throw Error(ErrorCode::CorruptData, record.where(),
            "the answer '" + answer + "' is none that " + rowTemplate.name + " knows");
    };
    for (std::string& answer : row.answers) {
        if (!rowTemplate.meanings.empty())
            answer = meaningOf(answer);
        if (rowTemplate.rewrite)
            answer = rowTemplate.rewrite(std::move(answer));
    }
    return row;
}

} // namespace interweave
