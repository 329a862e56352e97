// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"
#include "core/train/data_order.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <vector>

namespace interweave {

struct Recipe;
struct TrainSettings;

BatchSettings batchSettings(const TrainSettings& train);

/// Tokens of each row.
std::vector<int64_t> lengthsOf(const ExampleSet& examples);

/// What a recipe asks of the trainer on a data set whose rows have these lengths, in tokens; the
/// schedule's length is the run's. Throws Error{InvalidArgument} when the warm-up, or with it the
/// decay, is longer than the run, or a row than train.batch_tokens.
TrainerSettings trainerSettings(const Recipe& recipe, const std::vector<int64_t>& lengths);

} // namespace interweave
