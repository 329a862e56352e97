// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/siamese_model.h"

#include "core/siamese/branch_memories.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

Branch SiameseModel::naturalBranch() const
{
    if (!adapter)
        return Branch::Base;
    return gate ? Branch::Interwoven : Branch::Tuned;
}

void SiameseModel::require(Branch branch) const
{
    if (branch != Branch::Base && !adapter)
        throw Error(ErrorCode::InvalidArgument, "branch",
            "this model has no adapter: only the base branch can answer");
    if (branch == Branch::Interwoven && !gate)
        throw Error(ErrorCode::InvalidArgument, "branch",
            "this model has no gate: base and tuned can answer, interwoven cannot");
}

at::Tensor queryMeans(const at::Tensor& hidden, const std::vector<int64_t>& lengths,
    const std::vector<int64_t>& queryLengths)
{
    // One product with an averaging matrix: its backward pass is one product too.
    at::Tensor averaging
        = at::zeros({static_cast<int64_t>(lengths.size()), hidden.size(0)}, at::kFloat);
    int64_t first = 0;
    for (size_t row = 0; row < lengths.size(); ++row) {
        averaging[static_cast<int64_t>(row)]
            .narrow(0, first, queryLengths[row])
            .fill_(1.0 / static_cast<double>(queryLengths[row]));
        first += lengths[row];
    }
    return at::mm(
        averaging.to(hidden.device(), at::kFloat, /*non_blocking=*/true), hidden.to(at::kFloat));
}

Memories memoriesOf(
    const SiameseModel& model, const TokenBatch& batch, const std::vector<int64_t>& queryLengths)
{
    const at::NoGradGuard noGraph;
    Memories memories
        = forwardMemories(model, batch, {Branch::Base, Branch::Tuned}, promptQueries(queryLengths));
    const at::Tensor lengths = at::tensor(batch.lengths, at::kLong);
    const at::Tensor rowOfToken = at::repeat_interleave(lengths).to(memories.base.device());
    const auto meansPerToken = [&](const at::Tensor& memory) {
        return queryMeans(memory, batch.lengths, queryLengths).index_select(0, rowOfToken);
    };
    memories.queryBase = meansPerToken(memories.base);
    memories.queryTuned = meansPerToken(memories.tuned);
    return memories;
}

} // namespace interweave
