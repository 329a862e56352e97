// SPDX-License-Identifier: Apache-2.0
#include "core/train/base_losses.h"

#include "core/model/decoder.h"
#include "core/model/index_tensor.h"
#include "core/train/answer_weights.h"
#include "core/train/frozen_memories.h"
#include "core/train/head_loss.h"

#include <ATen/ATen.h>

namespace interweave {

BaseLosses::BaseLosses(const Decoder& decoder, FrozenMemories& memories, const ExampleSet& examples)
    : m_decoder(decoder)
    , m_memories(memories)
    , m_examples(examples)
{
}

const at::Tensor& BaseLosses::row(int64_t index)
{
    auto found = m_rows.find(index);
    if (found == m_rows.end()) {
        const Example example = m_examples[index];
        const std::vector<int64_t> answer(
            example.ids.begin() + example.queryLength, example.ids.end());
        const at::Tensor losses = tokenLosses(m_decoder, m_memories.row(index, example).answer,
            indexTensor(answer, m_decoder.device()));
        found = m_rows.emplace(index, losses.cpu()).first;
    }
    return found->second;
}

std::optional<double> BaseLosses::medianRow(const std::function<bool()>& goOn)
{
    if (m_median)
        return m_median;
    std::vector<double> means;
    for (int64_t i = 0; i < m_examples.size(); ++i) {
        if (goOn && !goOn())
            return std::nullopt;
        means.push_back(row(i).to(at::kDouble).mean().item<double>());
    }
    m_median = median(std::move(means));
    return m_median;
}

} // namespace interweave
