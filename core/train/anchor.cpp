// SPDX-License-Identifier: Apache-2.0
#include "core/train/anchor.h"

#include "core/model/index_tensor.h"
#include "core/siamese/branch_memories.h"
#include "core/siamese/text_query.h"
#include "core/support/random.h"
#include "core/train/answer_loss.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace interweave {

namespace {

enum Purpose : uint64_t {
    kPassageOrder = 0x616e63'01,
    kAnchorDropout = 0x616e63'02
}; // never renumber: it would change runs

constexpr int64_t kQueryShare = 4; // the query is a passage's first quarter

/// The tuned memories of the passages, without the last token's: nothing is predicted there. In a
/// graph where there is no gate to learn instead.
at::Tensor tunedMemories(const SiameseModel& model, const std::vector<std::vector<int64_t>>& rows,
    const std::vector<int64_t>& spans)
{
    const c10::AutoGradMode graph(!model.gate);
    const at::Tensor hidden
        = forwardMemories(model, TokenBatch::fromRows(rows), {Branch::Tuned}, textQueries(spans))
              .tuned;
    std::vector<at::Tensor> kept;
    int64_t first = 0;
    for (const std::vector<int64_t>& row : rows) {
        const auto length = static_cast<int64_t>(row.size());
        kept.push_back(hidden.narrow(0, first, length - 1));
        first += length;
    }
    return at::cat(kept);
}

} // namespace

Anchor::Anchor(const SiameseModel& model, AnchorSettings settings)
    : m_model(model)
    , m_settings(std::move(settings))
    , m_base(*model.decoder, nullptr, m_settings.memories)
{
    if (m_settings.tunedMemories)
        m_tuned.emplace(*model.decoder, model.adapter.get(), *m_settings.tunedMemories);
}

std::vector<int64_t> Anchor::passagesOf(int64_t step) const
{
    const auto count = static_cast<int64_t>(m_settings.passages.size());
    const int64_t first = step / m_settings.every * m_settings.passagesPerStep;
    std::vector<int64_t> indices;
    std::vector<int64_t> order;
    int64_t orderOf = -1; // the pass over all passages that `order` is of
    for (int64_t k = first; k < first + m_settings.passagesPerStep; ++k) {
        if (orderOf != k / count) {
            orderOf = k / count;
            order = shuffledIndices(count,
                deriveSeed(m_settings.seed, {kPassageOrder, static_cast<uint64_t>(orderOf)}));
        }
        indices.push_back(order[static_cast<size_t>(k % count)]);
    }
    return indices;
}

std::optional<Anchor::Result> Anchor::addGradients(int64_t step)
{
    if (m_settings.passages.empty() || step % m_settings.every != 0)
        return std::nullopt;
    std::vector<std::vector<int64_t>> rows;
    std::vector<int64_t> lengths;
    std::vector<int64_t> spans;
    std::vector<at::Tensor> base;
    std::vector<at::Tensor> tuned;
    std::vector<int64_t> targets;
    for (const int64_t index : passagesOf(step)) {
        const Example& passage = m_settings.passages[static_cast<size_t>(index)];
        rows.push_back(passage.ids);
        targets.insert(targets.end(), passage.ids.begin() + 1, passage.ids.end());
        lengths.push_back(passage.answerLength());
        spans.push_back(std::max<int64_t>(1, lengths.back() / kQueryShare));
        base.push_back(m_base.row(index, passage).answer);
        if (m_tuned)
            tuned.push_back(m_tuned->row(index, passage).answer);
    }
    Memories memories;
    memories.base = at::cat(base);
    memories.tuned = m_tuned ? at::cat(tuned) : tunedMemories(m_model, rows, spans);
    if (m_model.gate) {
        memories.queryBase = causalQueryMeans(memories.base, lengths, spans);
        memories.queryTuned = causalQueryMeans(memories.tuned, lengths, spans);
    }

    const c10::AutoGradMode withGraph(true);
    const Dropout dropout{m_settings.gateDropout,
        deriveSeed(m_settings.seed, {kAnchorDropout, static_cast<uint64_t>(step)})};
    const Mix mix = m_model.gate ? m_model.gate->mix(memories, dropout) : Mix{memories.tuned, {}};
    // The divergence alone: no weight on the passages' own tokens.
    AnswerTerms terms;
    terms.weighting = TokenWeighting::Flow;
    terms.weights = at::zeros({memories.base.size(0)}, at::kFloat);
    terms.klToBase = m_settings.weight;
    const AnswerTokens tokens{mix.hidden, memories.tuned, memories.base,
        indexTensor(targets, memories.base.device()), lengths};
    return Result{answerLossBackward(*m_model.decoder, tokens, terms, 1.0).klToBase,
        m_model.gate ? mix.baseShare.detach().mean() : at::Tensor()};
}

} // namespace interweave
