// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"
#include "core/model/decoder.h"
#include "core/train/answer_loss.h"
#include "core/train/frozen_memories.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace interweave {

struct SiameseModel;

struct MicroBatch {
    std::vector<const Example*> examples;
    std::vector<FrozenMemories::Row> base; // of each example; empty without a gate or terms' need
    std::vector<FrozenMemories::Row> tuned; // the same where the adapter is frozen, else empty
    Dropout adapterDropout;
    Dropout gateDropout;
    double weight = 1.0; // of this loss in the step's
    AnswerTerms terms; // of the loss
    Activations activations = Activations::Kept; // of the tuned branch
};

/// fp32 scalars on the model's device, read when the step needs them.
struct MicroStepResult {
    at::Tensor loss; // token mean, unweighted
    at::Tensor klToBase; // means over answer tokens; undefined where they are no terms
    at::Tensor l2ToBase;
    at::Tensor shareSum; // of the base, over answer tokens and channels; undefined without a gate
    at::Tensor shareSquareSum;
    int64_t shareCount = 0;
    int64_t tokens = 0; // prompt and answer
};

/// Forward and backward pass of one micro-batch; gradients are added to those of
/// whatever is trained. The tuned branch runs over whole rows, everything after it only at the
/// positions that predict answer tokens; where its memories are given it does not run at all.
MicroStepResult runMicroStep(const SiameseModel& model, const MicroBatch& batch);

} // namespace interweave
