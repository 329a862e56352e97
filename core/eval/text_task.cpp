// SPDX-License-Identifier: Apache-2.0
#include "core/eval/metric.h"
#include "core/eval/task_run.h"
#include "core/eval/text_loss.h"
#include "core/eval/tokenised_texts.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

/// The mean over all predicted tokens of all texts of what `figure` says of each text.
MetricResult tokenMean(std::string name, const std::vector<TextPrediction>& texts, uint64_t seed,
    double (*figure)(const TextPrediction&))
{
    MetricResult result
        = bootstrapped(std::move(name), meanOverTokens(texts, figure), texts.size(), seed);
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

/// A text of one token has nothing to predict.
TextPrediction nothingToPredict(Branch branch, bool fromBase)
{
    const bool measured = fromBase && branch != Branch::Base;
    return measured ? TextPrediction{0, 0.0, 0.0, 1.0} : TextPrediction{};
}

} // namespace

std::map<Branch, TaskResult> predictTexts(const TaskJob& job)
{
    const int64_t longest = longestText(job);
    const std::vector<std::string> wanted
        = job.task.metrics.empty() ? textMetricNames(job.task.afterPrompt) : job.task.metrics;
    const bool fromBase = measuresDistance(job.task);
    const TokenisedTexts texts = tokeniseTexts(job, longest);

    const auto work = [&](const std::vector<size_t>& batch, const Branches& branches) {
        std::vector<EvaluatedRow> rows;
        for (const size_t row : batch)
            if (texts.predicted(row) == 0)
                for (const Branch branch : branches)
                    rows.push_back(
                        {branch, static_cast<int64_t>(row), nothingToPredict(branch, fromBase)});
        const PredictedTexts predicted = texts.predictedOf(batch);
        if (predicted.ids.empty())
            return rows;
        const TextLossOptions options{
            .querySpan = job.options.querySpan, .fromBase = fromBase, .prompts = predicted.prompts};
        for (const auto& [branch, losses] :
            textLoss(job.model, TokenBatch::fromRows(predicted.ids), branches, options))
            for (size_t i = 0; i < predicted.rows.size(); ++i)
                rows.push_back({branch, static_cast<int64_t>(predicted.rows[i]),
                    predictionOf(losses[i], texts.predicted(predicted.rows[i]))});
        return rows;
    };
    const std::string kind = job.task.afterPrompt
        ? "answers after their prompts" + job.task.rowTemplate
        : "text, query span " + std::to_string(job.options.querySpan);
    const std::string settings = hashSettings(
        job, kind + ", " + std::to_string(longest) + " tokens" + (fromBase ? ", from base" : ""));
    const TaskRows done = runTask(job, settings, texts.lengths(), work);

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
