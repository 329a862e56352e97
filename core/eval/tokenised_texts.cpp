// SPDX-License-Identifier: Apache-2.0
#include "core/eval/tokenised_texts.h"

#include "core/data/choice_rows.h"
#include "core/data/data_rows.h"

#include <algorithm>

namespace interweave {

namespace {

using Kind = EvaluationTask::Kind;

constexpr int64_t kTextTokens = 768;

bool isFreeText(const EvaluationTask& task)
{
    return task.kind == Kind::Text && !task.afterPrompt;
}

TokenisedTexts wholeTexts(const TaskJob& job, int64_t longest)
{
    TokenisedTexts texts;
    for (const std::string& text : readTexts(job.task.file, job.task.limit))
        texts.add(job.tokenizer.encode(text), longest);
    return texts;
}

TokenisedTexts answersAfterPrompts(const TaskJob& job, int64_t longest)
{
    TokenisedTexts texts;
    const DataRows data = readDataRows(
        {.path = job.task.file, .rowTemplate = job.task.rowTemplate, .limit = job.task.limit});
    for (const DataRow& row : data.rows)
        texts.addAnswer(encodePrompt(job, row.input, row.line, 1),
            job.tokenizer.encode(row.outputs.front(), {.addSpecial = false}), longest);
    return texts;
}

TokenisedTexts rightChoicesAfterPrompts(const TaskJob& job, int64_t longest)
{
    TokenisedTexts texts;
    for (const ChoiceRow& row : readChoiceRows(job.task.file, job.task.limit, job.task.choices))
        texts.addAnswer(encodePrompt(job, row.input, row.line, 1),
            job.tokenizer.encode(
                row.choices[static_cast<size_t>(row.answer)], {.addSpecial = false}),
            longest);
    return texts;
}

} // namespace

void TokenisedTexts::add(std::vector<TokenId> tokens, int64_t longest)
{
    tokens.resize(std::min(tokens.size(), static_cast<size_t>(longest)));
    ids.emplace_back(tokens.begin(), tokens.end());
}

void TokenisedTexts::addAnswer(
    std::vector<TokenId> prompt, const std::vector<TokenId>& answer, int64_t longest)
{
    prompts.push_back(std::min(static_cast<int64_t>(prompt.size()), longest));
    prompt.insert(prompt.end(), answer.begin(), answer.end());
    add(std::move(prompt), longest);
}

int64_t TokenisedTexts::predicted(size_t row) const
{
    const int64_t given = prompts.empty() ? 1 : prompts[row];
    return std::max<int64_t>(static_cast<int64_t>(ids[row].size()) - given, 0);
}

std::vector<int64_t> TokenisedTexts::lengths() const
{
    std::vector<int64_t> lengths;
    for (const std::vector<int64_t>& row : ids)
        lengths.push_back(static_cast<int64_t>(row.size()));
    return lengths;
}

PredictedTexts TokenisedTexts::predictedOf(const std::vector<size_t>& rows) const
{
    PredictedTexts texts;
    for (const size_t row : rows) {
        if (predicted(row) == 0)
            continue;
        texts.rows.push_back(row);
        texts.ids.push_back(ids[row]);
        if (!prompts.empty())
            texts.prompts.push_back(prompts[row]);
    }
    return texts;
}

int64_t longestText(const TaskJob& job)
{
    const int64_t positions = job.model.decoder->config().maxPositions;
    if (job.task.maxTokens > 0)
        return std::min(positions, job.task.maxTokens);
    return isFreeText(job.task) ? std::min(positions, kTextTokens) : positions;
}

TokenisedTexts tokeniseTexts(const TaskJob& job, int64_t longest)
{
    if (isFreeText(job.task))
        return wholeTexts(job, longest);
    return job.task.kind == Kind::Choice ? rightChoicesAfterPrompts(job, longest)
                                         : answersAfterPrompts(job, longest);
}

} // namespace interweave
