// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_rows.h"
#include "core/eval/metric.h"
#include "core/eval/task_run.h"
#include "core/eval/text_loss.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

constexpr int64_t kTextTokens = 768; // as HF PEFT's method comparison measures forgetting

/// The mean over all predicted tokens of all texts of what `figure` says of each text.
MetricResult tokenMean(std::string name, const std::vector<TextPrediction>& texts, uint64_t seed,
    double (*figure)(const TextPrediction&))
{
    MetricResult result{std::move(name), {}, "bootstrap", {}};
    result.estimate = bootstrapInterval(
        static_cast<int64_t>(texts.size()), meanOverTokens(texts, figure), seed);
    for (const TextPrediction& text : texts)
        result.rows.push_back(figure(text));
    return result;
}

MetricResult perplexity(MetricResult crossEntropy)
{
    crossEntropy.metric = "perplexity";
    Estimate& estimate = crossEntropy.estimate;
    estimate = {std::exp(estimate.value), std::exp(estimate.low), std::exp(estimate.high)};
    for (double& row : crossEntropy.rows)
        row = std::exp(row);
    return crossEntropy;
}

/// Those of the task's metrics that this branch has, in the table's order.
std::vector<MetricResult> metricsOf(
    const std::vector<std::string>& wanted, const std::vector<TextPrediction>& texts, uint64_t seed)
{
    const bool fromBase = !texts.empty() && texts.front().klFromBase.has_value();
    std::vector<MetricResult> metrics;
    for (const std::string& name : wanted) {
        if (isCrossEntropy(name))
            metrics.push_back(tokenMean(
                name, texts, seed, [](const TextPrediction& text) { return text.crossEntropy; }));
        else if (name == "perplexity")
            metrics.push_back(perplexity(tokenMean(
                name, texts, seed, [](const TextPrediction& text) { return text.crossEntropy; })));
        else if (name == "kl_from_base" && fromBase)
            metrics.push_back(tokenMean(name, texts, seed,
                [](const TextPrediction& text) { return text.klFromBase.value_or(0.0); }));
        else if (name == "top1_agreement" && fromBase)
            metrics.push_back(tokenMean(name, texts, seed,
                [](const TextPrediction& text) { return text.agreement.value_or(1.0); }));
    }
    return metrics;
}

TextPrediction predictionOf(const TextLoss& loss, int64_t tokens)
{
    return {tokens, loss.crossEntropy, loss.klFromBase, loss.agreement};
}

/// Token ids of a task's rows, and how many of them are given.
struct TokenisedTexts {
    std::vector<std::vector<int64_t>> ids;
    std::vector<int64_t> prompts; // of each row; empty: free text

    void add(std::vector<TokenId> tokens, int64_t longest)
    {
        tokens.resize(std::min(tokens.size(), static_cast<size_t>(longest)));
        ids.emplace_back(tokens.begin(), tokens.end());
    }
    int64_t given(size_t row) const { return prompts.empty() ? 1 : prompts[row]; }
    int64_t predicted(size_t row) const
    {
        return std::max<int64_t>(static_cast<int64_t>(ids[row].size()) - given(row), 0);
    }
};

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
    for (const DataRow& row : data.rows) {
        std::vector<TokenId> ids = encodePrompt(job, row.input, row.line, 1);
        texts.prompts.push_back(std::min(static_cast<int64_t>(ids.size()), longest));
        const std::vector<TokenId> answer
            = job.tokenizer.encode(row.outputs.front(), {.addSpecial = false});
        ids.insert(ids.end(), answer.begin(), answer.end());
        texts.add(std::move(ids), longest);
    }
    return texts;
}

/// The most tokens that are read of a row.
int64_t longestOf(const TaskJob& job)
{
    const int64_t positions = job.model.decoder->config().maxPositions;
    if (job.task.maxTokens > 0)
        return std::min(positions, job.task.maxTokens);
    return job.task.afterPrompt ? positions : std::min(positions, kTextTokens);
}

/// A text of one token has nothing to predict.
TextPrediction nothingToPredict(Branch branch, bool fromBase)
{
    const bool measured = fromBase && branch != Branch::Base;
    return measured ? TextPrediction{0, 0.0, 0.0, 1.0} : TextPrediction{};
}

} // namespace

std::map<Branch, TaskResult> predictTexts(const TaskJob& job)
{
    const int64_t longest = longestOf(job);
    const std::vector<std::string> wanted
        = job.task.metrics.empty() ? textMetricNames(job.task.afterPrompt) : job.task.metrics;
    const bool fromBase = std::ranges::any_of(wanted,
        [](const std::string& name) { return name == "kl_from_base" || name == "top1_agreement"; });
    const TokenisedTexts texts
        = job.task.afterPrompt ? answersAfterPrompts(job, longest) : wholeTexts(job, longest);
    std::vector<int64_t> lengths;
    for (const std::vector<int64_t>& ids : texts.ids)
        lengths.push_back(static_cast<int64_t>(ids.size()));

    const auto work = [&](const std::vector<size_t>& batch, const Branches& branches) {
        std::vector<EvaluatedRow> rows;
        std::vector<size_t> predicted;
        std::vector<std::vector<int64_t>> ids;
        TextLossOptions options{.querySpan = job.options.querySpan, .fromBase = fromBase};
        for (const size_t row : batch) {
            if (texts.predicted(row) == 0) {
                for (const Branch branch : branches)
                    rows.push_back(
                        {branch, static_cast<int64_t>(row), nothingToPredict(branch, fromBase)});
                continue;
            }
            predicted.push_back(row);
            ids.push_back(texts.ids[row]);
            if (job.task.afterPrompt)
                options.prompts.push_back(texts.given(row));
        }
        if (ids.empty())
            return rows;
        for (const auto& [branch, losses] :
            textLoss(job.model, TokenBatch::fromRows(ids), branches, options))
            for (size_t i = 0; i < predicted.size(); ++i)
                rows.push_back({branch, static_cast<int64_t>(predicted[i]),
                    predictionOf(losses[i], texts.predicted(predicted[i]))});
        return rows;
    };
    const std::string kind = job.task.afterPrompt
        ? "answers after their prompts" + job.task.rowTemplate
        : "text, query span " + std::to_string(job.options.querySpan);
    const std::string settings = hashSettings(
        job, kind + ", " + std::to_string(longest) + " tokens" + (fromBase ? ", from base" : ""));
    const TaskRows done = runTask(job, settings, lengths, work);

    std::map<Branch, TaskResult> results;
    for (const auto& [branch, rows] : done.results) {
        TaskResult& result = results[branch];
        for (const RowResult& row : rows) {
            result.texts.push_back(std::get<TextPrediction>(row));
            result.tokens += result.texts.back().tokens;
        }
        result.score = {static_cast<int64_t>(rows.size()),
            metricsOf(wanted, result.texts, job.options.seed), {}};
        result.rowsFromLog = done.fromLog.at(branch);
        result.seconds = done.seconds;
    }
    return results;
}

} // namespace interweave
