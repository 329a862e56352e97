// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/json_lines.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interweave {

/// How a record of some data set becomes a prompt and an answer. In `prompt` and `answer` {name}
/// stands for a field, {a|b} for the first of two that the record has, {a.b} for one inside
/// another;
/// {{ and }} are braces. Where `answer` is one field whose value is a list, all its entries are
/// accepted answers.
struct RowTemplate {
    std::string name; // empty: a recipe's own
    std::string prompt;
    std::string answer;
    std::vector<std::pair<std::string, std::string>> meanings{}; // of an answer's values; none:
                                                                 // they are the answer
    std::string (*rewrite)(std::string answer) = nullptr; // of each answer; null: it stays
};

struct FilledRow {
    std::string prompt;
    std::vector<std::string> answers; // at least one
};

/// The data sets of arXiv 2412.17383 as its authors' rows have them, from the columns of the public
/// releases: mrpc, cola, ropes, gsm8k, webq; freebaseqa asks as webq does and multirc in words of
/// our own, since the authors' rows of these two are not known here. Throws Error{InvalidArgument}
/// for another name, listing these.
const RowTemplate& rowTemplate(std::string_view name);
std::vector<std::string> rowTemplateNames();

/// Throws Error{CorruptData} with file:line for a field that is missing, is neither text nor number
/// nor, as the whole answer, a list of them, or has a value that `meanings` does not know.
FilledRow fill(const RowTemplate& rowTemplate, const JsonLine& record);

} // namespace interweave
