// SPDX-License-Identifier: Apache-2.0
#include "core/train/frozen_memories.h"

#include "core/model/decoder.h"
#include "core/siamese/siamese_model.h"
#include "core/siamese/stream_fusion.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {

/// Copies on another device, or the same tensors where they are there.
FrozenMemories::Row on(at::Device device, const FrozenMemories::Row& row)
{
    FrozenMemories::Row moved{row.queryMean.to(device), row.answer.to(device), {}};
    for (const at::Tensor& stream : row.streams)
        moved.streams.push_back(stream.to(device));
    return moved;
}

int64_t bytesOf(const FrozenMemories::Row& row)
{
    size_t bytes = row.queryMean.nbytes() + row.answer.nbytes();
    for (const at::Tensor& stream : row.streams)
        bytes += stream.nbytes();
    return static_cast<int64_t>(bytes);
}

} // namespace

FrozenMemories::FrozenMemories(
    const Decoder& decoder, const Adapter* adapter, bool keep, std::vector<int64_t> layers)
    : m_decoder(decoder)
    , m_adapter(adapter)
    , m_keep(keep)
    , m_layers(std::move(layers))
{
}

FrozenMemories::Row FrozenMemories::row(int64_t index, const Example& example)
{
    if (!m_keep)
        return compute(example);
    auto found = m_rows.find(index);
    if (found == m_rows.end()) {
        found = m_rows.emplace(index, on(at::kCPU, compute(example))).first;
        m_keptBytes += bytesOf(found->second);
    }
    return on(m_decoder.device(), found->second);
}

FrozenMemories::Row FrozenMemories::compute(const Example& example) const
{
    const c10::NoGradGuard
        noGrad; // not inference mode: a training step saves these for its backward pass
    const AdapterUse use{m_adapter, 0, 1, {}};
    StreamRecorder recorder(m_layers);
    const at::Tensor hidden = m_decoder.forward(TokenBatch::fromRows({example.ids}), nullptr,
        {&use, m_adapter ? size_t{1} : size_t{0}}, Activations::Kept, &recorder);
    return {
        queryMeans(hidden, {static_cast<int64_t>(example.ids.size())}, {example.queryLength})[0],
        hidden.narrow(0, example.queryLength - 1, example.answerLength()).clone(),
        recorder.streams()};
}

} // namespace interweave
