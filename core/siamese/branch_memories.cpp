// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/branch_memories.h"

#include <ATen/ATen.h>

namespace interweave {

bool needsBaseMemory(const Branches& branches)
{
    return branches.contains(Branch::Base) || branches.contains(Branch::Interwoven);
}

bool needsTunedMemory(const Branches& branches)
{
    return branches.contains(Branch::Tuned) || branches.contains(Branch::Interwoven);
}

int64_t memoriesNeeded(const Branches& branches)
{
    return needsBaseMemory(branches) && needsTunedMemory(branches) ? 2 : 1;
}

Memories forwardMemories(
    const SiameseModel& model, const TokenBatch& batch, const Branches& branches, KvCache* cache)
{
    for (const Branch branch : branches)
        model.require(branch);
    const Decoder& decoder = *model.decoder;
    const auto rows = static_cast<int64_t>(batch.lengths.size());
    if (!needsTunedMemory(branches))
        return {decoder.forward(batch, cache), {}, {}, {}};
    if (!needsBaseMemory(branches)) {
        const AdapterUse everyRow{model.adapter.get(), 0, rows, {}};
        return {{}, decoder.forward(batch, cache, {&everyRow, 1}), {}, {}};
    }
    TokenBatch both{at::cat({batch.ids, batch.ids}), batch.lengths};
    both.lengths.insert(both.lengths.end(), batch.lengths.begin(), batch.lengths.end());
    const AdapterUse tunedRows{model.adapter.get(), rows, rows, {}};
    const at::Tensor hidden = decoder.forward(both, cache, {&tunedRows, 1});
    const int64_t tokens = batch.ids.size(0);
    return {hidden.narrow(0, 0, tokens), hidden.narrow(0, tokens, tokens), {}, {}};
}

at::Tensor voiceOf(const SiameseModel& model, Branch branch, const Memories& memories)
{
    switch (branch) {
    case Branch::Base: return memories.base;
    case Branch::Tuned: return memories.tuned;
    case Branch::Interwoven: break;
    }
    return interweave(memories.base, memories.tuned, model.gate->forward(memories));
}

} // namespace interweave
