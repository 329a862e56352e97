// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"
#include "core/siamese/stream_fusion.h"

#include <cstdint>
#include <set>

namespace interweave {

/// Several branches of the same rows cost no more than their memories: one base and one tuned
/// forward pass give all three voices. An ordered set, so that its order is base, tuned,
/// interwoven.
using Branches = std::set<Branch>;

bool needsTunedMemory(const Branches& branches);
/// Where branches are fused inside the layers, the tuned one runs beside the base.
bool needsBaseMemory(const SiameseModel& model, const Branches& branches);
/// How many memories of each token these branches need: 1 or 2.
int64_t memoriesNeeded(const SiameseModel& model, const Branches& branches);

/// The memories that some branches need of a batch, as rows of one forward pass, base rows before
/// tuned ones (in the cache too, which has memoriesNeeded · rows rows). A memory that is not needed
/// may be undefined, and the query means are: they are the caller's, who also says with `queries`
/// what those inside the layers are. Throws Error{InvalidArgument} when the model has no such
/// branch, or its gate layers that the decoder has not.
Memories forwardMemories(const SiameseModel& model, const TokenBatch& batch,
    const Branches& branches, const StreamQueries& queries, KvCache* cache = nullptr);

/// What the head reads when `branch` speaks: the base memory, the tuned one, or their mix. The mix
/// needs the query means. [tokens, hidden], model dtype.
at::Tensor voiceOf(const SiameseModel& model, Branch branch, const Memories& memories);

} // namespace interweave
