// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/sampling.h"

#include "core/support/error.h"

#include <algorithm>
#include <cmath>

namespace interweave {

Sampler::Sampler(const SamplingOptions& options)
    : m_options(options)
{
    const auto require = [](bool holds, const char* option, const char* expected) {
        if (!holds)
            throw Error(ErrorCode::InvalidArgument, option, expected);
    };
    require(options.temperature >= 0.0 && std::isfinite(options.temperature), "temperature",
        "expected 0 or more");
    require(options.topK >= 0, "top-k", "expected 0 or more");
    require(
        options.topP > 0.0 && options.topP <= 1.0, "top-p", "expected more than 0 and at most 1");
    require(options.repetitionPenalty > 0.0 && std::isfinite(options.repetitionPenalty),
        "repetition penalty", "expected more than 0");
}

Sampler::Choice Sampler::choose(
    std::span<const float> logits, std::span<const int32_t> history, double uniform)
{
    m_scores.assign(logits.begin(), logits.end());
    const auto penalty = static_cast<float>(m_options.repetitionPenalty);
    if (penalty != 1.0f)
        for (const int32_t id : history) {
            const float score = logits[static_cast<size_t>(id)];
            m_scores[static_cast<size_t>(id)] = score < 0 ? score * penalty : score / penalty;
        }

    int32_t chosen = 0;
    if (m_options.temperature == 0.0) {
        chosen = static_cast<int32_t>(std::ranges::max_element(m_scores) - m_scores.begin());
    } else {
        const auto temperature = static_cast<float>(m_options.temperature);
        m_candidates.clear();
        for (size_t id = 0; id < m_scores.size(); ++id)
            m_candidates.push_back({m_scores[id] / temperature, static_cast<int32_t>(id)});
        limit();
        chosen = draw(uniform);
    }

    const float largest = *std::ranges::max_element(logits);
    double sum = 0.0;
    for (const float logit : logits)
        sum += std::exp(logit - largest);
    return {
        chosen, static_cast<double>(logits[static_cast<size_t>(chosen)] - largest) - std::log(sum)};
}

/// Leaves the candidates that top-k and top-p allow.
void Sampler::limit()
{
    const auto size = static_cast<int64_t>(m_candidates.size());
    if (m_options.topK > 0 && m_options.topK < size) {
        const auto kth = m_candidates.begin() + (m_options.topK - 1);
        std::ranges::nth_element(m_candidates, kth, std::greater{}, &Candidate::score);
        const float least = kth->score; // scores that equal the k-th stay, as in transformers
        std::erase_if(
            m_candidates, [least](const Candidate& candidate) { return candidate.score < least; });
    }
    if (m_options.topP < 1.0) {
        const float largest = std::ranges::max(m_candidates, {}, &Candidate::score).score;
        double total = 0.0;
        for (const Candidate& candidate : m_candidates)
            total += std::exp(candidate.score - largest);
        // The largest first, until the mass before a candidate reaches p: only those are ever put
        // in order.
        const auto smaller = [](const Candidate& a, const Candidate& b) {
            return a.score != b.score ? a.score < b.score : a.id > b.id;
        };
        std::ranges::make_heap(m_candidates, smaller);
        auto end = m_candidates.end();
        for (double mass = 0.0; end != m_candidates.begin() && mass < m_options.topP * total;
             --end) {
            mass += std::exp(m_candidates.front().score - largest);
            std::pop_heap(m_candidates.begin(), end, smaller);
        }
        m_candidates.erase(m_candidates.begin(), end);
    }
}

int32_t Sampler::draw(double uniform) const
{
    const float largest = std::ranges::max(m_candidates, {}, &Candidate::score).score;
    double total = 0.0;
    for (const Candidate& candidate : m_candidates)
        total += std::exp(candidate.score - largest);
    double left = uniform * total;
    for (const Candidate& candidate : m_candidates) {
        left -= std::exp(candidate.score - largest);
        if (left < 0.0)
            return candidate.id;
    }
    return m_candidates.back().id;
}

} // namespace interweave
