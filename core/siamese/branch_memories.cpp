// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/branch_memories.h"

#include "core/support/error.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

bool fusesLayers(const SiameseModel& model)
{
    return model.gate && model.gate->fusesLayers();
}

void requireLayers(const SiameseModel& model)
{
    const int64_t layers = model.decoder->config().layers;
    if (const int64_t last = model.gate->config().layers.back(); last >= layers)
        throw Error(ErrorCode::InvalidArgument, "gate",
            "is for layer " + std::to_string(last) + ", the model's are 0 to "
                + std::to_string(layers - 1));
}

} // namespace

bool needsTunedMemory(const Branches& branches)
{
    return branches.contains(Branch::Tuned) || branches.contains(Branch::Interwoven);
}

bool needsBaseMemory(const SiameseModel& model, const Branches& branches)
{
    return branches.contains(Branch::Base) || branches.contains(Branch::Interwoven)
        || (branches.contains(Branch::Tuned) && fusesLayers(model));
}

int64_t memoriesNeeded(const SiameseModel& model, const Branches& branches)
{
    return needsBaseMemory(model, branches) && needsTunedMemory(branches) ? 2 : 1;
}

Memories forwardMemories(const SiameseModel& model, const TokenBatch& batch,
    const Branches& branches, const StreamQueries& queries, KvCache* cache)
{
    for (const Branch branch : branches)
        model.require(branch);
    const Decoder& decoder = *model.decoder;
    const auto rows = static_cast<int64_t>(batch.lengths.size());
    if (!needsTunedMemory(branches))
        return {decoder.forward(batch, cache), {}, {}, {}};
    if (!needsBaseMemory(model, branches)) {
        const AdapterUse everyRow{model.adapter.get(), 0, rows, {}};
        return {{}, decoder.forward(batch, cache, {&everyRow, 1}), {}, {}};
    }
    const bool mayRemember = model.memo && !cache && !fusesLayers(model);
    if (mayRemember)
        if (auto memories = model.memo->find(batch, decoder.device()))
            return std::move(*memories);
    TokenBatch both{at::cat({batch.ids, batch.ids}), batch.lengths};
    both.lengths.insert(both.lengths.end(), batch.lengths.begin(), batch.lengths.end());
    const AdapterUse tunedRows{model.adapter.get(), rows, rows, {}};
    std::optional<StreamFusion> fusion;
    if (fusesLayers(model)) {
        requireLayers(model);
        fusion.emplace(*model.gate, 0, rows, queries);
    }
    const at::Tensor hidden = decoder.forward(
        both, cache, {&tunedRows, 1}, Activations::Kept, fusion ? &*fusion : nullptr);
    const int64_t tokens = batch.ids.size(0);
    Memories memories{hidden.narrow(0, 0, tokens), hidden.narrow(0, tokens, tokens), {}, {}};
    if (mayRemember)
        model.memo->add(batch, memories);
    return memories;
}

at::Tensor voiceOf(const SiameseModel& model, Branch branch, const Memories& memories)
{
    switch (branch) {
    case Branch::Base: return memories.base;
    case Branch::Tuned: return memories.tuned;
    case Branch::Interwoven: break;
    }
    return model.gate->mix(memories).hidden;
}

} // namespace interweave
