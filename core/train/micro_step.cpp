// SPDX-License-Identifier: Apache-2.0
#include "core/train/micro_step.h"

#include "core/siamese/siamese_model.h"
#include "core/train/head_loss.h"

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

struct Mix {
    at::Tensor memories;
    at::Tensor gate;
};

Mix mixMemories(const SiameseModel& model, const MicroBatch& batch, const Layout& layout,
    const at::Tensor& hidden, const at::Tensor& tuned, const at::Tensor& rows)
{
    std::vector<at::Tensor> means;
    std::vector<at::Tensor> answers;
    for (const BaseMemories::Row& row : batch.base) {
        means.push_back(row.queryMean);
        answers.push_back(row.answer);
    }
    Memories memories;
    memories.base = at::cat(answers);
    memories.tuned = tuned;
    memories.queryBase = at::stack(means).index_select(0, rows);
    memories.queryTuned
        = queryMeans(hidden, layout.tokens.lengths, layout.queryLengths).index_select(0, rows);
    const at::Tensor gate = model.gate->forward(memories, batch.gateDropout);
    return {interweave(memories.base, tuned, gate), gate.detach()};
}

at::Tensor baseAnswers(const MicroBatch& batch)
{
    std::vector<at::Tensor> answers;
    for (const BaseMemories::Row& row : batch.base)
        answers.push_back(row.answer);
    return answers.empty() ? at::Tensor() : at::cat(answers);
}

void addTerms(const AnswerTokens& tokens, const Decoder& decoder, const MicroBatch& batch,
    MicroStepResult& result)
{
    const AnswerLoss loss = answerLossBackward(decoder, tokens, batch.terms, batch.weight);
    result.loss = loss.loss;
    result.klToBase = loss.klToBase;
    result.l2ToBase = loss.l2ToBase;
}

} // namespace

MicroStepResult runMicroStep(const SiameseModel& model, const MicroBatch& batch)
{
    const c10::AutoGradMode withGraph(true);
    const Decoder& decoder = *model.decoder;
    const Layout layout = layOut(batch.examples);
    const auto onDevice = [&](const std::vector<int64_t>& values) {
        return at::tensor(values).to(decoder.device());
    };

    const AdapterUse use{
        model.adapter.get(), 0, static_cast<int64_t>(batch.examples.size()), batch.adapterDropout};
    const at::Tensor hidden = decoder.forward(
        layout.tokens, nullptr, {&use, model.adapter ? size_t{1} : size_t{0}}, batch.activations);
    const at::Tensor tuned = hidden.index_select(0, onDevice(layout.positions));

    MicroStepResult result;
    result.answerTokens = static_cast<int64_t>(layout.targets.size());
    result.tokens = hidden.size(0);
    at::Tensor memories = tuned;
    if (model.gate) {
        const Mix mix = mixMemories(model, batch, layout, hidden, tuned, onDevice(layout.rows));
        memories = mix.memories;
        result.gateSum = mix.gate.sum();
        result.gateSquareSum = mix.gate.square().sum();
    }
    if (batch.terms.isPlain())
        result.loss = headLossBackward(decoder, memories, onDevice(layout.targets), batch.weight);
    else
        addTerms(
            {memories, tuned, baseAnswers(batch), onDevice(layout.targets), layout.answerLengths()},
            decoder, batch, result);
    return result;
}

} // namespace interweave
