// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/memory_memo.h"

#include "core/model/token_batch.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

std::string keyOf(const TokenBatch& batch)
{
    const at::Tensor ids = batch.ids.cpu().contiguous();
    std::string key(static_cast<const char*>(ids.const_data_ptr()), ids.nbytes());
    key.append(reinterpret_cast<const char*>(batch.lengths.data()),
        batch.lengths.size() * sizeof batch.lengths.front());
    return key;
}

std::string keyOf(std::span<const TokenId> row)
{
    return {reinterpret_cast<const char*>(row.data()), row.size_bytes()};
}

} // namespace

std::optional<Memories> MemoryMemo::find(const TokenBatch& batch, at::Device device) const
{
    const auto found = m_batches.find(keyOf(batch));
    if (found == m_batches.end())
        return std::nullopt;
    return Memories{found->second.base.to(device), found->second.tuned.to(device), {}, {}};
}

void MemoryMemo::add(const TokenBatch& batch, const Memories& memories)
{
    put(m_batches, keyOf(batch), memories);
}

std::optional<Memories> MemoryMemo::findLast(std::span<const TokenId> row) const
{
    const auto found = m_lasts.find(keyOf(row));
    return found == m_lasts.end() ? std::nullopt : std::optional(found->second);
}

void MemoryMemo::addLast(std::span<const TokenId> row, const Memories& memories)
{
    put(m_lasts, keyOf(row), memories);
}

void MemoryMemo::put(Map& map, std::string key, const Memories& memories)
{
    constexpr size_t kOverhead = 512; // of two tensors and a place in the map
    const auto bytes = static_cast<int64_t>(
        memories.base.nbytes() + memories.tuned.nbytes() + key.size() + kOverhead);
    if (m_bytes + bytes > m_limit)
        return;
    Memories kept{memories.base.cpu(), memories.tuned.cpu(), {}, {}};
    if (map.emplace(std::move(key), std::move(kept)).second)
        m_bytes += bytes;
}

} // namespace interweave
