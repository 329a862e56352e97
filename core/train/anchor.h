// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"
#include "core/train/frozen_memories.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace interweave {

struct SiameseModel;

/// How training is held to the base model on general text; no passages: not at all.
struct AnchorSettings {
    std::vector<Example> passages; // texts as rows with a query of one token (anchor_text.h)
    int64_t passagesPerStep = 4;
    int64_t every = 1; // steps
    double weight = 1.0;
    double gateDropout = 0.0;
    uint64_t seed = 2024;
    MemoryKeeping memories; // the base's of the passages
    std::optional<MemoryKeeping> tunedMemories{}; // where the adapter is frozen
};

/// Gate anchoring: while adapter and gate learn the task, the gate alone also sees general text and
/// is pulled to the base model's distribution there,
///     weight · KL(base ‖ mix), the mean over the passages' tokens,
/// with the tuned memory taken as a constant, so that the gate learns where the adapter does not
/// belong. It is computed with the adapter as it stands, without dropout and without a graph; no
/// gradient passes through the model, and base memories are computed once per passage. The query is
/// a passage's first quarter (text_query.h). Gates inside the layers feed the tuned memory and
/// are not anchored.
///
/// Without a gate the adapter itself is held, weight · KL(base ‖ tuned): what a gate has to be
/// better than. Its gradient passes through the model.
///
/// Which passages a step sees is a pure function of seed and step. One thread.
class Anchor {
public:
    /// The model must outlive it.
    Anchor(const SiameseModel& model, AnchorSettings settings);

    struct Result {
        at::Tensor loss; // fp32 scalar: KL(base ‖ mix) per token in nats, unweighted
        at::Tensor baseShare; // fp32 scalar: mean over tokens and channels; undefined: no gate
    };
    /// Adds the loss's gradients to the gate's, or the adapter's. Nothing where step number `step`
    /// has no anchor.
    std::optional<Result> addGradients(int64_t step);

    /// The passages of a step's anchor, by their index.
    std::vector<int64_t> passagesOf(int64_t step) const;
    int64_t keptBytes() const { return m_base.keptBytes() + (m_tuned ? m_tuned->keptBytes() : 0); }

private:
    const SiameseModel& m_model;
    AnchorSettings m_settings;
    FrozenMemories m_base;
    std::optional<FrozenMemories> m_tuned; // where the adapter is frozen
};

} // namespace interweave
