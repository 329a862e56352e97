// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example_set.h"

#include <functional>
#include <vector>

namespace interweave {

struct SiameseModel;

/// The mean cross-entropy over all answer tokens of rows that are not trained on, nats, as the
/// model's natural branch predicts them, without dropout. `between` is called after each batch and
/// may throw.
double heldOutLoss(const SiameseModel& model, const ExampleSet& examples,
    const std::function<void()>& between = {});

} // namespace interweave
