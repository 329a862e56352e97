// SPDX-License-Identifier: Apache-2.0
#include "core/train/held_out_loss.h"

#include "core/model/index_tensor.h"
#include "core/siamese/branch_memories.h"
#include "core/train/head_loss.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace interweave {

namespace {

constexpr int64_t kBatchTokens = 2048; // of a batch, or one row that is longer

/// Some rows one after another, and which of their tokens predict an answer token.
struct Batch {
    std::vector<std::vector<int64_t>> ids;
    std::vector<int64_t> queryLengths;
    std::vector<int64_t> positions;
    std::vector<int64_t> rows; // of each position
    std::vector<int64_t> targets;
    int64_t tokens = 0;

    void add(const Example& example)
    {
        const auto length = static_cast<int64_t>(example.ids.size());
        for (int64_t t = example.queryLength; t < length; ++t) {
            positions.push_back(tokens + t - 1);
            rows.push_back(static_cast<int64_t>(ids.size()));
            targets.push_back(example.ids[static_cast<size_t>(t)]);
        }
        ids.push_back(example.ids);
        queryLengths.push_back(example.queryLength);
        tokens += length;
    }
};

/// Σ −log p over the batch's answer tokens.
double lossSum(const SiameseModel& model, const Batch& batch)
{
    const Decoder& decoder = *model.decoder;
    const auto select = [&](const at::Tensor& x, const std::vector<int64_t>& indices) {
        return x.defined() ? x.index_select(0, indexTensor(indices, decoder.device())) : x;
    };
    const TokenBatch tokens = TokenBatch::fromRows(batch.ids);
    const Branch branch = model.naturalBranch();
    const Memories all
        = forwardMemories(model, tokens, {branch}, promptQueries(batch.queryLengths));
    Memories answers;
    answers.base = select(all.base, batch.positions);
    answers.tuned = select(all.tuned, batch.positions);
    if (branch == Branch::Interwoven) {
        answers.queryBase
            = select(queryMeans(all.base, tokens.lengths, batch.queryLengths), batch.rows);
        answers.queryTuned
            = select(queryMeans(all.tuned, tokens.lengths, batch.queryLengths), batch.rows);
    }
    return tokenLosses(
        decoder, voiceOf(model, branch, answers), indexTensor(batch.targets, decoder.device()))
        .to(at::kCPU, at::kDouble)
        .sum()
        .item<double>();
}

} // namespace

double heldOutLoss(
    const SiameseModel& model, const ExampleSet& examples, const std::function<void()>& between)
{
    const c10::InferenceMode inference;
    double sum = 0.0;
    int64_t count = 0;
    Batch batch;
    const auto finishBatch = [&] {
        if (batch.ids.empty())
            return;
        sum += lossSum(model, batch);
        count += static_cast<int64_t>(batch.targets.size());
        batch = {};
        if (between)
            between();
    };
    for (int64_t i = 0; i < examples.size(); ++i) {
        const Example example = examples[i];
        if (batch.tokens + static_cast<int64_t>(example.ids.size()) > kBatchTokens)
            finishBatch();
        batch.add(example);
    }
    finishBatch();
    return sum / static_cast<double>(count);
}

} // namespace interweave
