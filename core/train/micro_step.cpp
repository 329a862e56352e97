// SPDX-License-Identifier: Apache-2.0
#include "core/train/micro_step.h"

#include "core/model/index_tensor.h"
#include "core/siamese/siamese_model.h"
#include "core/siamese/stream_fusion.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {

/// The rows of a micro-batch one after another, and which of their tokens predict an answer token.
struct Layout {
    TokenBatch tokens;
    std::vector<int64_t> queryLengths;
    std::vector<int64_t> positions; // in the concatenated rows
    std::vector<int64_t> rows; // of each position
    std::vector<int64_t> targets; // the token each position predicts

    std::vector<int64_t> answerLengths() const
    {
        std::vector<int64_t> lengths(queryLengths.size());
        for (const int64_t row : rows)
            ++lengths[static_cast<size_t>(row)];
        return lengths;
    }
};

Layout layOut(const std::vector<const Example*>& examples)
{
    Layout layout;
    std::vector<std::vector<int64_t>> ids;
    int64_t start = 0;
    for (size_t row = 0; row < examples.size(); ++row) {
        const Example& example = *examples[row];
        const auto length = static_cast<int64_t>(example.ids.size());
        for (int64_t t = example.queryLength; t < length; ++t) {
            layout.positions.push_back(start + t - 1);
            layout.rows.push_back(static_cast<int64_t>(row));
            layout.targets.push_back(example.ids[static_cast<size_t>(t)]);
        }
        ids.push_back(example.ids);
        layout.queryLengths.push_back(example.queryLength);
        start += length;
    }
    layout.tokens = TokenBatch::fromRows(ids);
    return layout;
}

/// One branch at the positions that predict an answer token, with its query mean at each.
struct BranchMemories {
    at::Tensor answers; // [positions, hidden]
    at::Tensor queries; // [positions, hidden] fp32; undefined where no gate asks for it
};

BranchMemories frozen(const std::vector<FrozenMemories::Row>& rows, const at::Tensor& rowOfPosition)
{
    std::vector<at::Tensor> means;
    std::vector<at::Tensor> answers;
    for (const FrozenMemories::Row& row : rows) {
        means.push_back(row.queryMean);
        answers.push_back(row.answer);
    }
    return {at::cat(answers), at::stack(means).index_select(0, rowOfPosition)};
}

/// What fuses the layers of the tuned branch with the base streams of a micro-batch.
GivenStreamFusion streamFusion(
    const SiameseModel& model, const MicroBatch& batch, const Layout& layout)
{
    std::vector<at::Tensor> streams;
    for (size_t layer = 0; layer < model.gate->config().layers.size(); ++layer) {
        std::vector<at::Tensor> rows;
        for (const FrozenMemories::Row& row : batch.base)
            rows.push_back(row.streams[layer]);
        streams.push_back(at::cat(rows));
    }
    return {*model.gate, std::move(streams), promptQueries(layout.queryLengths), batch.gateDropout};
}

/// The trained branch's, by a forward pass.
BranchMemories trained(const SiameseModel& model, const MicroBatch& batch, const Layout& layout,
    const at::Tensor& positions, const at::Tensor& rowOfPosition)
{
    const AdapterUse use{
        model.adapter.get(), 0, static_cast<int64_t>(batch.examples.size()), batch.adapterDropout};
    std::optional<GivenStreamFusion> fusion;
    if (model.gate && model.gate->fusesLayers())
        fusion.emplace(streamFusion(model, batch, layout));
    const at::Tensor hidden = model.decoder->forward(layout.tokens, nullptr,
        {&use, model.adapter ? size_t{1} : size_t{0}}, batch.activations,
        fusion ? &*fusion : nullptr);
    BranchMemories memories{hidden.index_select(0, positions), {}};
    if (model.gate)
        memories.queries = queryMeans(hidden, layout.tokens.lengths, layout.queryLengths)
                               .index_select(0, rowOfPosition);
    return memories;
}

at::Tensor baseAnswers(const MicroBatch& batch)
{
    std::vector<at::Tensor> answers;
    for (const FrozenMemories::Row& row : batch.base)
        answers.push_back(row.answer);
    return at::cat(answers);
}

} // namespace

MicroStepResult runMicroStep(const SiameseModel& model, const MicroBatch& batch)
{
    const c10::AutoGradMode withGraph(true);
    const Decoder& decoder = *model.decoder;
    const Layout layout = layOut(batch.examples);
    const auto onDevice
        = [&](const std::vector<int64_t>& values) { return indexTensor(values, decoder.device()); };
    const at::Tensor rows = onDevice(layout.rows);
    const BranchMemories tuned = batch.tuned.empty()
        ? trained(model, batch, layout, onDevice(layout.positions), rows)
        : frozen(batch.tuned, rows);

    MicroStepResult result;
    result.tokens = layout.tokens.ids.size(0);
    at::Tensor memories = tuned.answers;
    if (model.gate) {
        const BranchMemories base = frozen(batch.base, rows);
        const Mix mix = model.gate->mix(
            {base.answers, tuned.answers, base.queries, tuned.queries}, batch.gateDropout);
        memories = mix.hidden;
        const at::Tensor share = mix.baseShare.detach();
        result.shareSum = share.sum();
        result.shareSquareSum = share.square().sum();
        result.shareCount = share.numel();
    }
    const at::Tensor base = batch.terms.needBase() ? baseAnswers(batch) : at::Tensor();
    const AnswerLoss loss = answerLossBackward(decoder,
        {memories, tuned.answers, base, onDevice(layout.targets), layout.answerLengths()},
        batch.terms, batch.weight);
    result.loss = loss.loss;
    result.klToBase = loss.klToBase;
    result.l2ToBase = loss.l2ToBase;
    return result;
}

} // namespace interweave
