// SPDX-License-Identifier: Apache-2.0
#include "core/train/base_memories.h"

#include "core/model/decoder.h"
#include "core/siamese/siamese_model.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace interweave {

BaseMemories::BaseMemories(const Decoder& decoder, bool keep)
    : m_decoder(decoder)
    , m_keep(keep)
{
}

BaseMemories::Row BaseMemories::row(int64_t index, const Example& example)
{
    if (!m_keep)
        return compute(example);
    auto found = m_rows.find(index);
    if (found == m_rows.end()) {
        const Row fresh = compute(example);
        found = m_rows.emplace(index, Row{fresh.queryMean.cpu(), fresh.answer.cpu()}).first;
        m_keptBytes += static_cast<int64_t>(fresh.queryMean.nbytes() + fresh.answer.nbytes());
    }
    return {found->second.queryMean.to(m_decoder.device()),
        found->second.answer.to(m_decoder.device())};
}

BaseMemories::Row BaseMemories::compute(const Example& example) const
{
    const c10::NoGradGuard
        noGrad; // not inference mode: a training step saves these for its backward pass
    const at::Tensor hidden = m_decoder.forward(TokenBatch::fromRows({example.ids}));
    return {
        queryMeans(hidden, {static_cast<int64_t>(example.ids.size())}, {example.queryLength})[0],
        hidden.narrow(0, example.queryLength - 1, example.answerLength()).clone()};
}

} // namespace interweave
