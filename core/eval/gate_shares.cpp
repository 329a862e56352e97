// SPDX-License-Identifier: Apache-2.0
#include "core/eval/gate_shares.h"

#include "core/eval/tokenised_texts.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

namespace {

/// Those of some tokens.
Memories selected(const Memories& memories, const at::Tensor& tokens)
{
    const at::Tensor indices = tokens.to(memories.base.device());
    const auto of = [&](const at::Tensor& memory) { return memory.index_select(0, indices); };
    return {of(memories.base), of(memories.tuned), of(memories.queryBase), of(memories.queryTuned)};
}

} // namespace

std::vector<std::vector<double>> gateShares(
    const SiameseModel& model, const TokenBatch& batch, const TextQuery& query)
{
    const at::NoGradGuard noGraph;
    const PredictingPositions positions = predictingPositions(batch.lengths, query.prompts);
    const Memories memories = textMemories(model, batch, {Branch::Interwoven}, query);
    const at::Tensor shares = model.gate->mix(selected(memories, positions.all))
                                  .baseShare.mean(1)
                                  .to(at::kCPU)
                                  .to(at::kDouble)
                                  .contiguous();
    if (!shares.isfinite().all().item<bool>())
        throw Error(ErrorCode::CorruptData, "gate", "the base's share of a token is not finite");
    std::vector<std::vector<double>> rows;
    const double* next = shares.const_data_ptr<double>();
    for (const int64_t count : positions.ofRow) {
        rows.emplace_back(next, next + count);
        next += count;
    }
    return rows;
}

std::vector<std::vector<double>> gateSharesOfTask(const EvaluationTask& task,
    const SiameseModel& model, const Tokenizer& tokenizer, const EvaluationOptions& options,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    const Branches branches{Branch::Interwoven};
    const TaskJob job{
        task, model, tokenizer, branches, options, nullptr, progress, std::move(stop)};
    model.require(Branch::Interwoven);
    const TokenisedTexts texts = tokeniseTexts(job, longestText(job));
    std::vector<std::vector<double>> shares(texts.ids.size());

    // The shares go beside the rows: results of rows are what a log keeps, and here is none.
    const auto work = [&](const std::vector<size_t>& batch, const Branches&) {
        const PredictedTexts predicted = texts.predictedOf(batch);
        if (!predicted.ids.empty()) {
            auto found = gateShares(
                model, TokenBatch::fromRows(predicted.ids), {options.querySpan, predicted.prompts});
            for (size_t i = 0; i < found.size(); ++i)
                shares[predicted.rows[i]] = std::move(found[i]);
        }
        std::vector<EvaluatedRow> rows;
        for (const size_t row : batch)
            rows.push_back({Branch::Interwoven, static_cast<int64_t>(row),
                TextPrediction{.tokens = texts.predicted(row)}});
        return rows;
    };
    runTask(job, {}, texts.lengths(), work);
    std::erase_if(shares, [](const std::vector<double>& row) { return row.empty(); });
    return shares;
}

} // namespace interweave
