// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"

#include <cstdint>
#include <set>

namespace interweave {

/// Several branches of the same rows cost no more than their memories: one base and one tuned
/// forward pass give all three voices. An ordered set, so that its order is base, tuned,
/// interwoven.
using Branches = std::set<Branch>;

bool needsBaseMemory(const Branches& branches);
bool needsTunedMemory(const Branches& branches);
/// How many memories of each token these branches need: 1 or 2.
int64_t memoriesNeeded(const Branches& branches);

/// The memories that some branches need of a batch, as rows of one forward pass, base rows before
/// tuned ones (in the cache too, which has memoriesNeeded · rows rows). A memory that is not needed
/// is undefined, and so are the query means: they are the caller's. Throws Error{InvalidArgument}
/// when the model has no such branch.
Memories forwardMemories(const SiameseModel& model, const TokenBatch& batch,
    const Branches& branches, KvCache* cache = nullptr);

/// What the head reads when `branch` speaks: the base memory, the tuned one, or their mix. The mix
/// needs the query means. [tokens, hidden], model dtype.
at::Tensor voiceOf(const SiameseModel& model, Branch branch, const Memories& memories);

} // namespace interweave
