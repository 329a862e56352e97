// SPDX-License-Identifier: Apache-2.0
#include "core/model/virtual_rows.h"

#include "core/model/index_tensor.h"

#include <ATen/ATen.h>

namespace interweave {

VirtualRows::VirtualRows(const TokenBatch& batch, const KvCache* cache,
    std::span<const AdapterUse> adapters, at::Device device)
    : m_batch(batch)
{
    std::vector<int64_t> counts(batch.lengths.size(), 0);
    std::vector<std::vector<int64_t>> rowsOf;
    for (const AdapterUse& use : adapters) {
        Group group{use.adapter->virtualTokens(), {}, 0};
        std::vector<int64_t> rows;
        for (int64_t row = use.firstRow; row < use.firstRow + use.rowCount; ++row)
            if (group.tokens.count > 0
                && (!cache || cache->lengths()[static_cast<size_t>(row)] == 0)) {
                counts[static_cast<size_t>(row)] = group.tokens.count;
                rows.push_back(row);
            }
        if (rows.empty())
            continue;
        m_groups.push_back(std::move(group));
        rowsOf.push_back(std::move(rows));
    }
    if (m_groups.empty())
        return;

    std::vector<at::Tensor> ids;
    std::vector<int64_t> firsts; // of each row's virtual tokens
    std::vector<int64_t> own;
    int64_t next = 0;
    int64_t read = 0;
    for (size_t row = 0; row < counts.size(); ++row) {
        firsts.push_back(next);
        if (counts[row] > 0)
            ids.push_back(at::zeros({counts[row]}, batch.ids.options()));
        ids.push_back(batch.ids.narrow(0, read, batch.lengths[row]));
        read += batch.lengths[row];
        next += counts[row];
        for (int64_t i = 0; i < batch.lengths[row]; ++i)
            own.push_back(next++);
        m_batch.lengths[row] += counts[row];
    }
    m_batch.ids = at::cat(ids);
    m_own = indexTensor(own, device);
    for (size_t g = 0; g < m_groups.size(); ++g) {
        std::vector<int64_t> places;
        for (const int64_t row : rowsOf[g])
            for (int64_t i = 0; i < m_groups[g].tokens.count; ++i)
                places.push_back(firsts[static_cast<size_t>(row)] + i);
        m_groups[g].places = indexTensor(places, device);
        m_groups[g].rows = static_cast<int64_t>(rowsOf[g].size());
    }
}

at::Tensor VirtualRows::put(at::Tensor x, const Group& group, const at::Tensor& values) const
{
    return x.index_copy(0, group.places, values.to(x.scalar_type()).repeat({group.rows, 1}));
}

at::Tensor VirtualRows::embed(at::Tensor x) const
{
    for (const Group& group : m_groups)
        if (group.tokens.embeddings.defined())
            x = put(x, group, group.tokens.embeddings);
    return x;
}

at::Tensor VirtualRows::keysValues(at::Tensor qkv, size_t layer, const DecoderConfig& config,
    const at::Tensor& headColumns, const RotaryAngles& angles) const
{
    for (const Group& group : m_groups) {
        if (!group.tokens.keysValues.defined())
            continue;
        const int64_t queryWidth = config.heads * config.headDim;
        const int64_t keyWidth = config.kvHeads * config.headDim;
        const at::Tensor stored = group.tokens.keysValues.narrow(
            1, static_cast<int64_t>(layer) * 2 * keyWidth, 2 * keyWidth);
        at::Tensor columns
            = at::constant_pad_nd(stored, {queryWidth, 0}); // in the order of what the maps give
        if (headColumns.defined())
            columns = columns.index_select(1, headColumns);
        // Turned back now, since attention turns every key.
        const auto ofTokens = [&](const at::Tensor& values) {
            return values.index_select(0, group.places.narrow(0, 0, group.tokens.count));
        };
        const at::Tensor cosines = ofTokens(angles.cosines);
        const at::Tensor sines = ofTokens(angles.sines);
        const at::Tensor square = cosines.square() + sines.square();
        const at::Tensor keys = rotate(columns.narrow(1, queryWidth, keyWidth)
                                           .reshape({group.tokens.count, config.kvHeads, -1}),
            rotaryAngles(cosines / square, -sines / square))
                                    .flatten(1);
        const at::Tensor values = columns.narrow(1, queryWidth + keyWidth, keyWidth);
        qkv = put(qkv, group, at::cat({columns.narrow(1, 0, queryWidth), keys, values}, 1));
    }
    return qkv;
}

at::Tensor VirtualRows::withoutThem(at::Tensor hidden) const
{
    return m_own.defined() ? hidden.index_select(0, m_own) : hidden;
}

} // namespace interweave
