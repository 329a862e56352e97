// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_rows.h"
#include "core/eval/metric.h"
#include "core/eval/task_run.h"
#include "core/eval/text_loss.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

MetricResult crossEntropy(const std::vector<TextPrediction>& texts, uint64_t seed)
{
    MetricResult result{"cross_entropy", {}, "bootstrap", {}};
    result.estimate
        = bootstrapInterval(static_cast<int64_t>(texts.size()), meanCrossEntropy(texts), seed);
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

} // namespace

std::map<Branch, TaskResult> predictTexts(const TaskJob& job)
{
    const auto positions = static_cast<size_t>(job.model.decoder->config().maxPositions);
    std::vector<std::vector<int64_t>> texts;
    std::vector<int64_t> lengths;
    for (const std::string& text : readTexts(job.task.file, job.task.limit)) {
        std::vector<TokenId> ids = job.tokenizer.encode(text);
        ids.resize(std::min(ids.size(), positions));
        texts.emplace_back(ids.begin(), ids.end());
        lengths.push_back(static_cast<int64_t>(ids.size()));
    }

    const auto work = [&](const std::vector<size_t>& batch, const Branches& branches) {
        std::vector<EvaluatedRow> rows;
        std::vector<size_t> predicted; // a text of one token has nothing to predict
        std::vector<std::vector<int64_t>> ids;
        for (const size_t row : batch) {
            if (texts[row].size() < 2) {
                for (const Branch branch : branches)
                    rows.push_back({branch, static_cast<int64_t>(row), TextPrediction{}});
                continue;
            }
            predicted.push_back(row);
            ids.push_back(texts[row]);
        }
        if (ids.empty())
            return rows;
        const TextLossOptions options{.querySpan = job.options.querySpan};
        for (const auto& [branch, losses] :
            textLoss(job.model, TokenBatch::fromRows(ids), branches, options))
            for (size_t i = 0; i < predicted.size(); ++i)
                rows.push_back({branch, static_cast<int64_t>(predicted[i]),
                    TextPrediction{lengths[predicted[i]] - 1, losses[i]}});
        return rows;
    };
    const std::string settings
        = hashSettings(job, "text, query span " + std::to_string(job.options.querySpan));
    const TaskRows done = runTask(job, settings, lengths, work);

    std::map<Branch, TaskResult> results;
    for (const auto& [branch, rows] : done.results) {
        TaskResult& result = results[branch];
        for (const RowResult& row : rows) {
            result.texts.push_back(std::get<TextPrediction>(row));
            result.tokens += result.texts.back().tokens;
        }
        const MetricResult loss = crossEntropy(result.texts, job.options.seed);
        result.score = {static_cast<int64_t>(rows.size()), {loss, perplexity(loss)}, {}};
        result.rowsFromLog = done.fromLog.at(branch);
        result.seconds = done.seconds;
    }
    return results;
}

} // namespace interweave
