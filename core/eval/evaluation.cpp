// SPDX-License-Identifier: Apache-2.0
#include "core/eval/evaluation.h"

#include "core/data/data_rows.h"
#include "core/eval/batch_plan.h"
#include "core/eval/score.h"
#include "core/eval/statistics.h"
#include "core/eval/text_loss.h"
#include "core/siamese/generation.h"
#include "core/support/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace interweave {

namespace {

/// What every task needs beside its rows.
struct Job {
    const EvaluationTask& task;
    const SiameseModel& model;
    const Tokenizer& tokenizer;
    Branch branch;
    const EvaluationOptions& options;
    const EvaluationProgressCallback& progress;
    std::stop_token stop;
};

/// Runs `work` on batches of rows of these lengths and reports progress. Returns the seconds taken.
template <typename Work>
double inBatches(const Job& job, const std::vector<int64_t>& lengths, Work work)
{
    const int64_t memories = job.branch == Branch::Interwoven ? 2 : 1;
    int64_t tokensLeft = 0;
    for (const int64_t length : lengths)
        tokensLeft += length;

    EvaluationProgress progress{job.task.name, 0, static_cast<int64_t>(lengths.size()), 0.0};
    int64_t tokensDone = 0;
    const auto start = std::chrono::steady_clock::now();
    double seconds = 0.0;
    for (const auto& batch : planBatches(lengths, job.options.batchTokens / memories)) {
        if (job.progress)
            job.progress(progress);
        work(batch);
        if (job.stop.stop_requested())
            throw Error(ErrorCode::Cancelled, job.task.name,
                "cancelled after " + std::to_string(progress.done) + " of "
                    + std::to_string(progress.total) + " rows");
        for (const size_t row : batch)
            tokensDone += lengths[row];
        progress.done += static_cast<int64_t>(batch.size());
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        seconds = elapsed.count();
        progress.secondsLeft = seconds * static_cast<double>(tokensLeft - tokensDone)
            / static_cast<double>(std::max<int64_t>(tokensDone, 1));
    }
    if (job.progress)
        job.progress(progress);
    return seconds;
}

/// Enough for an answer as long as the longest expected one, and a quarter more.
int64_t chooseMaxNew(
    const EvaluationTask& task, std::span<const AnsweredRow> rows, const Tokenizer& tokenizer)
{
    if (task.maxNew > 0)
        return task.maxNew;
    if (isYesNo(rows))
        return 4;
    size_t longest = 0;
    for (const AnsweredRow& row : rows)
        for (const std::string& answer : row.accepted)
            longest = std::max(longest, tokenizer.encode(answer, {.addSpecial = false}).size());
    return static_cast<int64_t>(longest + longest / 4 + 1);
}

std::vector<TokenId> encodePrompt(const Job& job, const DataRow& row)
{
    std::vector<TokenId> ids = job.tokenizer.encode(row.input);
    const int64_t positions = job.model.decoder->config().maxPositions;
    if (ids.empty() || static_cast<int64_t>(ids.size()) >= positions)
        throw Error(ErrorCode::InvalidArgument,
            job.task.file.string() + ":" + std::to_string(row.line),
            "the input has " + std::to_string(ids.size()) + " tokens, the model takes 1 to "
                + std::to_string(positions - 1));
    return ids;
}

SamplingOptions greedy(const EvaluationTask& task, int64_t maxNew)
{
    SamplingOptions options;
    options.maxNewTokens = maxNew;
    if (task.stopAtNewline)
        options.stopStrings = {"\n"};
    return options;
}

void answerRows(const Job& job, TaskResult& result)
{
    const DataRows data = readDataRows({.path = job.task.file, .limit = job.task.limit});
    std::vector<AnsweredRow> answered;
    for (const DataRow& row : data.rows)
        answered.push_back({row.outputs, {}});
    std::vector<std::string> metrics = job.task.metrics;
    for (std::string& metric : metrics)
        metric = canonicalMetric(metric, job.task.name);
    if (metrics.empty())
        metrics = mainMetrics(answered);

    result.maxNew = chooseMaxNew(job.task, answered, job.tokenizer);
    const SamplingOptions sampling = greedy(job.task, result.maxNew);
    std::vector<std::vector<TokenId>> prompts;
    std::vector<int64_t> lengths;
    for (const DataRow& row : data.rows) {
        prompts.push_back(encodePrompt(job, row));
        lengths.push_back(static_cast<int64_t>(prompts.back().size()) + result.maxNew);
    }

    result.predictions.resize(data.rows.size());
    result.seconds = inBatches(job, lengths, [&](const std::vector<size_t>& batch) {
        std::vector<std::vector<TokenId>> batchPrompts;
        for (const size_t row : batch)
            batchPrompts.push_back(prompts[row]);
        const auto answers
            = generate(job.model, &job.tokenizer, batchPrompts, job.branch, sampling, {}, job.stop);
        for (size_t i = 0; i < batch.size(); ++i) {
            const DataRow& row = data.rows[batch[i]];
            const auto newTokens = static_cast<int64_t>(answers[i].ids.size());
            result.predictions[batch[i]] = {row.line, row.input, row.outputs, answers[i].text,
                answers[i].promptTokens, newTokens, answers[i].stopReason == StopReason::Length};
            answered[batch[i]].prediction = answers[i].text;
            result.tokens += newTokens;
        }
    });
    result.score = score(answered, metrics, job.options.seed);
}

MetricResult crossEntropy(const std::vector<TextPrediction>& texts, uint64_t seed)
{
    const Statistic mean = [&](std::span<const int64_t> drawn) {
        double sum = 0.0;
        double tokens = 0.0;
        for (const int64_t index : drawn) {
            const TextPrediction& text = texts[static_cast<size_t>(index)];
            sum += text.crossEntropy * static_cast<double>(text.tokens);
            tokens += static_cast<double>(text.tokens);
        }
        return tokens > 0.0 ? sum / tokens : 0.0;
    };
    MetricResult result{"cross_entropy", {}, "bootstrap", {}};
    result.estimate = bootstrapInterval(static_cast<int64_t>(texts.size()), mean, seed);
    for (const TextPrediction& text : texts)
        result.rows.push_back(text.crossEntropy);
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

void predictTexts(const Job& job, TaskResult& result)
{
    const auto positions = static_cast<size_t>(job.model.decoder->config().maxPositions);
    std::vector<std::vector<int64_t>> rows;
    std::vector<int64_t> lengths;
    for (const std::string& text : readTexts(job.task.file, job.task.limit)) {
        std::vector<TokenId> ids = job.tokenizer.encode(text);
        ids.resize(std::min(ids.size(), positions));
        rows.emplace_back(ids.begin(), ids.end());
        lengths.push_back(static_cast<int64_t>(ids.size()));
    }

    const TextLossOptions lossOptions{.branch = job.branch, .querySpan = job.options.querySpan};
    result.texts.resize(rows.size());
    result.seconds = inBatches(job, lengths, [&](std::vector<size_t> batch) {
        std::erase_if(batch, [&](size_t row) { return rows[row].size() < 2; });
        if (batch.empty())
            return;
        std::vector<std::vector<int64_t>> batchRows;
        for (const size_t row : batch)
            batchRows.push_back(rows[row]);
        const auto losses = textLoss(job.model, TokenBatch::fromRows(batchRows), lossOptions);
        for (size_t i = 0; i < batch.size(); ++i) {
            result.texts[batch[i]] = {lengths[batch[i]] - 1, losses[i]};
            result.tokens += lengths[batch[i]] - 1;
        }
    });

    result.score.rows = static_cast<int64_t>(rows.size());
    const MetricResult loss = crossEntropy(result.texts, job.options.seed);
    result.score.metrics = {loss, perplexity(loss)};
}

} // namespace

TaskResult evaluate(const EvaluationTask& task, const SiameseModel& model,
    const Tokenizer& tokenizer, Branch branch, const EvaluationOptions& options,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    model.require(branch);
    const Job job{task, model, tokenizer, branch, options, progress, stop};
    TaskResult result;
    result.task = task.name;
    result.file = task.file.string();
    result.branch = name(branch);
    if (task.kind == EvaluationTask::Kind::Answers)
        answerRows(job, result);
    else
        predictTexts(job, result);
    const double seconds = std::max(result.seconds, 1e-9);
    result.tokensPerSecond = static_cast<double>(result.tokens) / seconds;
    result.rowsPerSecond = static_cast<double>(result.score.rows) / seconds;
    return result;
}

} // namespace interweave
