// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/trainer.h"

#include <cstdint>

namespace interweave {

struct Recipe;

/// What a recipe asks of the trainer on a data set of `examples` rows; the schedule's length is the
/// run's. Throws Error{InvalidArgument} when the warm-up is longer than the run.
TrainerSettings trainerSettings(const Recipe& recipe, int64_t examples);

} // namespace interweave
