// SPDX-License-Identifier: Apache-2.0
#include "core/train/frozen_memories.h"

#include "core/model/decoder.h"
#include "core/siamese/siamese_model.h"
#include "core/siamese/stream_fusion.h"
#include "core/support/hash.h"
#include "core/train/archived_row.h"
#include "core/train/memory_archive.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {

/// Copies on another device, or the same tensors where they are there.
FrozenMemories::Row on(at::Device device, const FrozenMemories::Row& row)
{
    const auto move = [device](const at::Tensor& x) {
        return x.to(device, x.scalar_type(), /*non_blocking=*/!device.is_cpu());
    };
    FrozenMemories::Row moved{move(row.queryMean), move(row.answer), {}};
    for (const at::Tensor& stream : row.streams)
        moved.streams.push_back(move(stream));
    return moved;
}

int64_t bytesOf(const FrozenMemories::Row& row)
{
    size_t bytes = row.queryMean.nbytes() + row.answer.nbytes();
    for (const at::Tensor& stream : row.streams)
        bytes += stream.nbytes();
    return static_cast<int64_t>(bytes);
}

/// All that decides a row's bits but its tokens; matrix products are cut by the number of threads.
std::string setOf(
    const Decoder& decoder, const std::string& weights, const std::vector<int64_t>& layers)
{
    constexpr uint64_t kArithmetic = 2; // counted up when a change of the decoder moves bits
    Hasher hasher;
    hasher.add(kArithmetic);
    hasher.add(weights);
    hasher.add(at::toString(decoder.dtype()));
    hasher.add(decoder.device().str());
    hasher.add(static_cast<uint64_t>(at::get_num_threads()));
    for (const int64_t layer : layers)
        hasher.add(static_cast<uint64_t>(layer));
    return hasher.hex();
}

} // namespace

FrozenMemories::FrozenMemories(const Decoder& decoder, const Adapter* adapter,
    MemoryKeeping keeping, std::vector<int64_t> layers)
    : m_decoder(decoder)
    , m_adapter(adapter)
    , m_keeping(std::move(keeping))
    , m_layers(std::move(layers))
    , m_set(setOf(decoder, m_keeping.weights, m_layers))
{
}

FrozenMemories::Row FrozenMemories::row(int64_t index, const Example& example)
{
    const auto kept = m_rows.find(index);
    if (kept != m_rows.end())
        return on(m_decoder.device(), kept->second);
    if (!m_keeping.inMemory && !m_keeping.archive)
        return compute(example);
    const Row row = fetch(example);
    if (m_keeping.inMemory && (!m_keeping.archive || m_keptBytes < kKeptBytes)) {
        m_rows.emplace(index, row);
        m_keptBytes += bytesOf(row);
    }
    return on(m_decoder.device(), row);
}

FrozenMemories::Row FrozenMemories::fetch(const Example& example)
{
    if (!m_keeping.archive)
        return on(at::kCPU, compute(example));
    const std::string key = rowKey(example);
    const RowShape shape{m_decoder.config().hidden, m_decoder.dtype(), m_layers.size()};
    std::optional<Row> archived;
    if (const auto bytes = m_keeping.archive->find(m_set, key))
        archived = rowOf(*bytes, example, shape);
    if (archived && m_proven)
        return std::move(*archived);
    Row row = on(at::kCPU, compute(example));
    if (archived && sameBits(*archived, row)) {
        m_proven = true;
        return row;
    }
    if (archived)
        m_keeping.archive->forget(m_set);
    m_keeping.archive->add(m_set, key, archivedBytes(row));
    return row;
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
