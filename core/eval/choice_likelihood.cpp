// SPDX-License-Identifier: Apache-2.0
#include "core/eval/choice_likelihood.h"

#include "core/eval/token_likelihood.h"
#include "core/model/index_tensor.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace interweave {

namespace {

/// The choices of several tokens: what is read of them after their prompts, and what that predicts.
struct Continuations {
    struct Place {
        size_t row;
        size_t choice;
    };
    std::vector<std::vector<int64_t>> ids; // all but the last token of a choice
    std::vector<Place> places;
    std::vector<int64_t> prompts; // the row of each
    std::vector<int64_t> rowOfToken;
    std::vector<int64_t> targets; // the token after each
};

Continuations continuationsOf(std::span<const TokenisedChoices> rows)
{
    Continuations result;
    for (size_t row = 0; row < rows.size(); ++row) {
        for (size_t choice = 0; choice < rows[row].choices.size(); ++choice) {
            const std::vector<int64_t>& tokens = rows[row].choices[choice];
            if (tokens.size() < 2)
                continue;
            result.ids.emplace_back(tokens.begin(), tokens.end() - 1);
            result.places.push_back({row, choice});
            result.prompts.push_back(static_cast<int64_t>(row));
            result.rowOfToken.insert(
                result.rowOfToken.end(), tokens.size() - 1, static_cast<int64_t>(row));
            result.targets.insert(result.targets.end(), tokens.begin() + 1, tokens.end());
        }
    }
    return result;
}

/// The first token of every choice, [rows, most choices]; rows with fewer repeat their first.
at::Tensor firstTokens(std::span<const TokenisedChoices> rows)
{
    size_t most = 0;
    for (const TokenisedChoices& row : rows)
        most = std::max(most, row.choices.size());
    std::vector<int64_t> ids;
    for (const TokenisedChoices& row : rows)
        for (size_t choice = 0; choice < most; ++choice)
            ids.push_back(row.choices[choice < row.choices.size() ? choice : 0].front());
    return at::tensor(ids, at::kLong)
        .view({static_cast<int64_t>(rows.size()), static_cast<int64_t>(most)});
}

at::Tensor select(const at::Tensor& tensor, const std::vector<int64_t>& rows)
{
    return tensor.defined() ? tensor.index_select(0, indexTensor(rows, tensor.device())) : tensor;
}

Memories select(const Memories& memories, const std::vector<int64_t>& tokens)
{
    return {select(memories.base, tokens), select(memories.tuned, tokens), {}, {}};
}

/// What the prompts leave behind: their last memories, their query means, and the cache.
struct Prompts {
    Memories last; // one token for each row
    KvCache cache; // base rows, then tuned ones, as far as they are needed
    KeptQueries queries; // inside the layers
};

/// goesOn: choices are read after the prompts; else nothing is kept for them.
Prompts readPrompts(const SiameseModel& model, std::span<const TokenisedChoices> rows,
    const Branches& branches, bool goesOn)
{
    std::vector<std::vector<int64_t>> ids;
    std::vector<int64_t> lastTokens;
    int64_t end = 0;
    int64_t capacity = 0;
    for (const TokenisedChoices& row : rows) {
        ids.push_back(row.prompt);
        const auto length = static_cast<int64_t>(row.prompt.size());
        lastTokens.push_back((end += length) - 1);
        for (const std::vector<int64_t>& choice : row.choices)
            capacity = std::max(capacity, length + static_cast<int64_t>(choice.size()));
    }
    const TokenBatch batch = TokenBatch::fromRows(ids);
    Prompts prompts;
    if (goesOn)
        prompts.cache = KvCache(
            memoriesNeeded(model, branches) * static_cast<int64_t>(rows.size()), capacity);
    const Memories all = forwardMemories(
        model, batch, branches, prompts.queries.taking(), goesOn ? &prompts.cache : nullptr);
    prompts.last = select(all, lastTokens);
    if (branches.contains(Branch::Interwoven)) {
        prompts.last.queryBase = queryMeans(all.base, batch.lengths, batch.lengths);
        prompts.last.queryTuned = queryMeans(all.tuned, batch.lengths, batch.lengths);
    }
    return prompts;
}

/// The memories of the choices' tokens, each choice after its own copy of the prompt.
Memories readContinuations(const SiameseModel& model, Prompts& prompts, int64_t rows,
    const Continuations& continuations, const Branches& branches)
{
    std::vector<int64_t> cached;
    for (int64_t memory = 0; memory < memoriesNeeded(model, branches); ++memory)
        for (const int64_t row : continuations.prompts)
            cached.push_back(memory * rows + row);
    prompts.cache.selectRows(cached);
    prompts.queries.selectRows(continuations.prompts);
    Memories memories = forwardMemories(model, TokenBatch::fromRows(continuations.ids), branches,
        prompts.queries.kept(), &prompts.cache);
    memories.queryBase = select(prompts.last.queryBase, continuations.rowOfToken);
    memories.queryTuned = select(prompts.last.queryTuned, continuations.rowOfToken);
    return memories;
}

} // namespace

std::map<Branch, std::vector<std::vector<double>>> choiceLogLikelihoods(
    const SiameseModel& model, std::span<const TokenisedChoices> rows, const Branches& branches)
{
    const c10::InferenceMode inference;
    std::map<Branch, std::vector<std::vector<double>>> sums;
    if (rows.empty())
        return sums;
    const Continuations continuations = continuationsOf(rows);
    Prompts prompts = readPrompts(model, rows, branches, !continuations.ids.empty());
    const at::Tensor firsts = firstTokens(rows);
    Memories rest;
    if (!continuations.ids.empty())
        rest = readContinuations(
            model, prompts, static_cast<int64_t>(rows.size()), continuations, branches);

    for (const Branch branch : branches) {
        const at::Tensor first = tokenLogLikelihoods(
            *model.decoder, voiceOf(model, branch, prompts.last), firsts); // [rows, choices]
        std::vector<std::vector<double>>& table = sums[branch];
        for (size_t row = 0; row < rows.size(); ++row) {
            const double* const begin
                = first.const_data_ptr<double>() + static_cast<int64_t>(row) * first.size(1);
            table.emplace_back(begin, begin + rows[row].choices.size());
        }
        if (continuations.ids.empty())
            continue;
        const at::Tensor later = tokenLogLikelihoods(*model.decoder, voiceOf(model, branch, rest),
            at::tensor(continuations.targets, at::kLong).unsqueeze(1));
        const double* value = later.const_data_ptr<double>();
        for (size_t i = 0; i < continuations.ids.size(); ++i) {
            const auto [row, choice] = continuations.places[i];
            for (size_t t = 0; t < continuations.ids[i].size(); ++t)
                table[row][choice] += *value++;
        }
    }
    return sums;
}

} // namespace interweave
