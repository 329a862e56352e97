// SPDX-License-Identifier: Apache-2.0
#include "core/eval/text_positions.h"

#include "core/siamese/text_query.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace interweave {

namespace {

/// Of each row: the tokens that count as its query.
std::vector<int64_t> querySpans(const std::vector<int64_t>& lengths, const TextQuery& query)
{
    if (!query.prompts.empty())
        return query.prompts;
    std::vector<int64_t> spans;
    for (const int64_t length : lengths)
        spans.push_back(std::clamp<int64_t>(query.span, 1, std::max<int64_t>(length - 1, 1)));
    return spans;
}

} // namespace

PredictingPositions predictingPositions(
    const std::vector<int64_t>& lengths, const std::vector<int64_t>& prompts)
{
    PredictingPositions result;
    std::vector<int64_t> positions;
    int64_t first = 0;
    for (size_t row = 0; row < lengths.size(); ++row) {
        const int64_t begin = prompts.empty() ? 0 : prompts[row] - 1;
        for (int64_t t = begin; t + 1 < lengths[row]; ++t)
            positions.push_back(first + t);
        result.ofRow.push_back(std::max<int64_t>(lengths[row] - 1 - begin, 0));
        first += lengths[row];
    }
    result.all = at::tensor(positions, at::kLong);
    return result;
}

Memories textMemories(const SiameseModel& model, const TokenBatch& batch, const Branches& branches,
    const TextQuery& query)
{
    const std::vector<int64_t> spans = querySpans(batch.lengths, query);
    Memories memories = forwardMemories(
        model, batch, branches, query.prompts.empty() ? textQueries(spans) : promptQueries(spans));
    if (branches.contains(Branch::Interwoven)) {
        memories.queryBase = causalQueryMeans(memories.base, batch.lengths, spans);
        memories.queryTuned = causalQueryMeans(memories.tuned, batch.lengths, spans);
    }
    return memories;
}

} // namespace interweave
