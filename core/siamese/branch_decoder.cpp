// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/branch_decoder.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

int64_t copiesOf(Branch branch)
{
    return branch == Branch::Interwoven ? 2 : 1;
}

} // namespace

BranchDecoder::BranchDecoder(
    const SiameseModel& model, Branch branch, int64_t rows, int64_t capacity)
    : m_model(model)
    , m_branch(branch)
    , m_rows(rows)
    , m_cache(copiesOf(branch) * rows, capacity)
{
    model.require(branch);
}

BranchDecoder::Step BranchDecoder::prefill(const std::vector<std::vector<int64_t>>& prompts)
{
    std::vector<int64_t> lengths;
    std::vector<int64_t> lastTokens;
    int64_t end = 0;
    for (int64_t copy = 0; copy < copiesOf(m_branch); ++copy) {
        for (const std::vector<int64_t>& prompt : prompts) {
            lengths.push_back(static_cast<int64_t>(prompt.size()));
            end += lengths.back();
            lastTokens.push_back(end - 1);
        }
    }
    const at::Tensor hidden = forward(prompts);
    if (m_branch == Branch::Interwoven) {
        const at::Tensor means = queryMeans(hidden, lengths, lengths); // base rows, then tuned rows
        m_queryBase = means.narrow(0, 0, m_rows);
        m_queryTuned = means.narrow(0, m_rows, m_rows);
    }
    return mix(hidden.index_select(0, at::tensor(lastTokens, at::kLong).to(hidden.device())));
}

BranchDecoder::Step BranchDecoder::advance(const std::vector<int64_t>& ids)
{
    std::vector<std::vector<int64_t>> rows;
    for (const int64_t id : ids)
        rows.push_back({id});
    return mix(forward(rows));
}

void BranchDecoder::keepRows(const std::vector<int64_t>& rows)
{
    std::vector<int64_t> cached = rows;
    if (m_branch == Branch::Interwoven) {
        for (const int64_t row : rows)
            cached.push_back(m_rows + row);
        const at::Tensor kept = at::tensor(rows, at::kLong).to(m_queryBase.device());
        m_queryBase = m_queryBase.index_select(0, kept);
        m_queryTuned = m_queryTuned.index_select(0, kept);
    }
    m_cache.selectRows(cached);
    m_rows = static_cast<int64_t>(rows.size());
}

/// The memories of new tokens, base rows before tuned ones where both are wanted.
at::Tensor BranchDecoder::forward(const std::vector<std::vector<int64_t>>& rows)
{
    TokenBatch batch = TokenBatch::fromRows(rows);
    if (m_branch == Branch::Base)
        return m_model.decoder->forward(batch, &m_cache);
    AdapterUse use{m_model.adapter.get(), 0, m_rows, {}};
    if (m_branch == Branch::Interwoven) {
        batch.ids = at::cat({batch.ids, batch.ids});
        batch.lengths.reserve(2 * rows.size());
        for (const std::vector<int64_t>& row : rows)
            batch.lengths.push_back(static_cast<int64_t>(row.size()));
        use.firstRow = m_rows;
    }
    return m_model.decoder->forward(batch, &m_cache, {&use, 1});
}

/// hidden: one token of each row, [rows or 2·rows, hidden].
BranchDecoder::Step BranchDecoder::mix(const at::Tensor& hidden) const
{
    if (m_branch != Branch::Interwoven)
        return {hidden, {}};
    const Memories memories{
        hidden.narrow(0, 0, m_rows), hidden.narrow(0, m_rows, m_rows), m_queryBase, m_queryTuned};
    const at::Tensor gate = m_model.gate->forward(memories);
    return {interweave(memories.base, memories.tuned, gate), gate.mean(1)};
}

} // namespace interweave
