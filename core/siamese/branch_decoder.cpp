// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/branch_decoder.h"

#include "core/model/index_tensor.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

void appendRange(std::vector<int64_t>& rows, int64_t first, int64_t count)
{
    for (int64_t row = first; row < first + count; ++row)
        rows.push_back(row);
}

} // namespace

BranchDecoder::BranchDecoder(const SiameseModel& model, Branches branches, int64_t capacity)
    : m_model(model)
    , m_branches(std::move(branches))
    , m_capacity(capacity)
{
    for (const Branch branch : m_branches)
        model.require(branch);
}

BranchDecoder::Step BranchDecoder::prefill(const std::vector<std::vector<int64_t>>& prompts)
{
    const auto count = static_cast<int64_t>(prompts.size());
    const auto answersOf
        = [&](Branch branch) { return m_branches.contains(branch) ? count : int64_t{0}; };
    m_base = answersOf(Branch::Base);
    m_tuned = answersOf(Branch::Tuned);
    m_interwoven = answersOf(Branch::Interwoven);
    m_beside = m_model.gate && m_model.gate->fusesLayers() ? m_tuned : 0;

    const TokenBatch batch = TokenBatch::fromRows(prompts);
    m_cache = KvCache(memoriesNeeded(m_model, m_branches) * count, m_capacity);
    const Memories all = forwardMemories(m_model, batch, m_branches, m_queries.taking(), &m_cache);
    if (m_interwoven > 0) {
        m_queryBase = queryMeans(all.base, batch.lengths, batch.lengths);
        m_queryTuned = queryMeans(all.tuned, batch.lengths, batch.lengths);
    }
    if (m_base + m_tuned + m_interwoven > count) { // several voices: each follows its own tokens
        const int64_t firstTuned = needsBaseMemory(m_model, m_branches) ? count : 0;
        std::vector<int64_t> rows;
        appendRange(rows, 0, m_base);
        appendRange(rows, 0, m_beside);
        appendRange(rows, 0, m_interwoven);
        appendRange(rows, firstTuned, m_tuned);
        appendRange(rows, firstTuned, m_interwoven);
        m_cache.selectRows(rows);
        rows.clear();
        appendRange(rows, 0, m_tuned);
        appendRange(rows, 0, m_interwoven);
        m_queries.selectRows(rows);
    }

    std::vector<int64_t> lastTokens;
    int64_t end = 0;
    for (const int64_t length : batch.lengths)
        lastTokens.push_back((end += length) - 1);
    const auto last = [&](const at::Tensor& memory, int64_t ofItsOwn) {
        if (!memory.defined())
            return memory;
        const at::Tensor once = memory.index_select(0, indexTensor(lastTokens, memory.device()));
        return ofItsOwn > 0 && m_interwoven > 0 ? at::cat({once, once}) : once;
    };
    return speak(last(all.base, m_base), last(all.tuned, m_tuned));
}

BranchDecoder::Step BranchDecoder::advance(const std::vector<int64_t>& ids)
{
    const auto first = ids.begin();
    const auto firstInterwoven = first + m_base + m_tuned;
    std::vector<int64_t> tokens(first, first + m_base); // in the cache's order
    tokens.insert(tokens.end(), first + m_base, first + m_base + m_beside);
    tokens.insert(tokens.end(), firstInterwoven, ids.end());
    tokens.insert(tokens.end(), first + m_base, firstInterwoven);
    tokens.insert(tokens.end(), firstInterwoven, ids.end());

    const auto rows = static_cast<int64_t>(tokens.size());
    const TokenBatch batch{
        at::tensor(tokens, at::kLong), std::vector<int64_t>(tokens.size(), int64_t{1})};
    const int64_t tunedRows = rows - frozenRows();
    const AdapterUse use{m_model.adapter.get(), frozenRows(), tunedRows, {}};
    std::optional<StreamFusion> fusion;
    if (tunedRows > 0 && m_model.gate && m_model.gate->fusesLayers())
        fusion.emplace(*m_model.gate, m_base, tunedRows, m_queries.kept());
    const at::Tensor hidden
        = m_model.decoder->forward(batch, &m_cache, {&use, tunedRows > 0 ? size_t{1} : size_t{0}},
            Activations::Kept, fusion ? &*fusion : nullptr);
    at::Tensor base = hidden.narrow(0, 0, frozenRows());
    if (m_beside > 0)
        base
            = at::cat({base.narrow(0, 0, m_base), base.narrow(0, m_base + m_beside, m_interwoven)});
    return speak(base, hidden.narrow(0, frozenRows(), tunedRows));
}

void BranchDecoder::keepAnswers(const std::vector<int64_t>& answers)
{
    std::vector<int64_t> base, tuned, interwoven; // numbers within each branch
    for (const int64_t answer : answers) {
        if (answer < m_base)
            base.push_back(answer);
        else if (answer < m_base + m_tuned)
            tuned.push_back(answer - m_base);
        else
            interwoven.push_back(answer - m_base - m_tuned);
    }
    std::vector<int64_t> rows;
    const auto append = [&rows](const std::vector<int64_t>& kept, int64_t first) {
        for (const int64_t row : kept)
            rows.push_back(first + row);
    };
    append(base, 0);
    if (m_beside > 0)
        append(tuned, m_base);
    append(interwoven, m_base + m_beside);
    append(tuned, frozenRows());
    append(interwoven, frozenRows() + m_tuned);
    m_cache.selectRows(rows);
    rows.clear();
    append(tuned, 0);
    append(interwoven, m_tuned);
    m_queries.selectRows(rows);
    if (m_interwoven > 0) {
        const at::Tensor kept = indexTensor(interwoven, m_queryBase.device());
        m_queryBase = m_queryBase.index_select(0, kept);
        m_queryTuned = m_queryTuned.index_select(0, kept);
    }
    m_base = static_cast<int64_t>(base.size());
    m_tuned = static_cast<int64_t>(tuned.size());
    m_beside = m_beside > 0 ? m_tuned : 0;
    m_interwoven = static_cast<int64_t>(interwoven.size());
}

/// base: [m_base + m_interwoven, hidden], tuned: [m_tuned + m_interwoven, hidden]; undefined or
/// empty where there is none.
BranchDecoder::Step BranchDecoder::speak(const at::Tensor& base, const at::Tensor& tuned) const
{
    std::vector<at::Tensor> hidden;
    if (m_base > 0)
        hidden.push_back(base.narrow(0, 0, m_base));
    if (m_tuned > 0)
        hidden.push_back(tuned.narrow(0, 0, m_tuned));
    const at::TensorOptions fp32 = (base.defined() ? base : tuned).options().dtype(at::kFloat);
    at::Tensor shares = at::full({m_base + m_tuned}, -1.0, fp32);
    Memories memories;
    if (m_interwoven > 0) {
        memories = {base.narrow(0, m_base, m_interwoven), tuned.narrow(0, m_tuned, m_interwoven),
            m_queryBase, m_queryTuned};
        const Mix mix = m_model.gate->mix(memories);
        hidden.push_back(mix.hidden);
        shares = at::cat({shares, mix.baseShare.mean(1)});
    }
    return {hidden.size() == 1 ? hidden.front() : at::cat(hidden), shares, memories};
}

} // namespace interweave
