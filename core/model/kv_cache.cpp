// SPDX-License-Identifier: Apache-2.0
#include "core/model/kv_cache.h"

#include "core/model/index_tensor.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace interweave {

KvCache::KvCache(int64_t rows, int64_t capacity)
    : m_lengths(static_cast<size_t>(rows), 0)
    , m_capacity(std::max<int64_t>(capacity, 1))
{
}

void KvCache::truncate(int64_t length)
{
    for (int64_t& held : m_lengths)
        held = std::min(held, length);
    for (std::vector<int64_t>& ids : m_ids)
        ids.resize(std::min(ids.size(), static_cast<size_t>(length)));
}

void KvCache::selectRows(const std::vector<int64_t>& rows)
{
    std::vector<int64_t> lengths;
    std::vector<std::vector<int64_t>> ids;
    for (const int64_t row : rows) {
        lengths.push_back(m_lengths.at(static_cast<size_t>(row)));
        if (!m_ids.empty())
            ids.push_back(m_ids.at(static_cast<size_t>(row)));
    }
    m_lengths = std::move(lengths);
    m_ids = std::move(ids);
    if (m_layers.empty())
        return;
    const at::Tensor index = indexTensor(rows, m_layers.front().keys.device());
    for (Layer& layer : m_layers)
        layer = {layer.keys.index_select(0, index), layer.values.index_select(0, index)};
}

KvCache::Layer& KvCache::layer(
    size_t index, const std::vector<int64_t>& added, const KvShape& shape)
{
    int64_t needed = 0;
    for (size_t row = 0; row < m_lengths.size(); ++row)
        needed = std::max(needed, m_lengths[row] + added.at(row));
    while (m_capacity < needed)
        m_capacity *= 2;
    if (m_layers.size() <= index)
        m_layers.resize(index + 1);
    Layer& layer = m_layers[index];
    const bool fresh = !layer.keys.defined();
    if (!fresh && layer.keys.size(2) >= m_capacity)
        return layer;
    Layer larger;
    for (auto [from, to] :
        {std::pair(&layer.keys, &larger.keys), std::pair(&layer.values, &larger.values)}) {
        *to = at::zeros({rows(), shape.kvHeads, m_capacity, shape.headDim}, shape.options);
        if (!fresh)
            to->narrow(2, 0, from->size(2)).copy_(*from);
    }
    layer = std::move(larger);
    return layer;
}

void KvCache::remember(const TokenBatch& batch)
{
    m_ids = withPast(batch).rows();
}

TokenBatch KvCache::withPast(const TokenBatch& batch) const
{
    std::vector<std::vector<int64_t>> whole = m_ids;
    const std::vector<std::vector<int64_t>> fresh = batch.rows();
    whole.resize(fresh.size());
    for (size_t row = 0; row < fresh.size(); ++row)
        whole[row].insert(whole[row].end(), fresh[row].begin(), fresh[row].end());
    return TokenBatch::fromRows(whole);
}

void KvCache::advance(const std::vector<int64_t>& added)
{
    for (size_t row = 0; row < m_lengths.size(); ++row)
        m_lengths[row] += added.at(row);
}

} // namespace interweave
