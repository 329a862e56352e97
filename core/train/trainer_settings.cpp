// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer_settings.h"

#include "core/support/error.h"
#include "core/train/data_order.h"
#include "core/train/recipe.h"

#include <cmath>

namespace interweave {

namespace {

Schedule scheduleOf(const TrainSettings& train, int64_t examples)
{
    Schedule schedule{scheduleKind(train.schedule), train.maxSteps, train.warmupSteps};
    if (schedule.steps == 0) {
        const DataOrder order(examples, train.batchSize, train.gradientAccumulation, train.seed);
        schedule.steps = train.epochs * order.stepsPerEpoch();
    }
    if (schedule.warmupSteps == 0)
        schedule.warmupSteps = static_cast<int64_t>(
            std::ceil(static_cast<double>(schedule.steps) * train.warmupRatio));
    if (schedule.warmupSteps > schedule.steps)
        throw Error(ErrorCode::InvalidArgument, "train.warmup_steps",
            "is " + std::to_string(schedule.warmupSteps) + ", but the data gives the run only "
                + std::to_string(schedule.steps) + " steps");
    return schedule;
}

} // namespace

TrainerSettings trainerSettings(const Recipe& recipe, int64_t examples)
{
    const TrainSettings& train = recipe.train;
    TrainerSettings settings;
    settings.adamw = {train.adamBeta1, train.adamBeta2, train.adamEpsilon, train.weightDecay};
    settings.schedule = scheduleOf(train, examples);
    settings.learningRate = train.learningRate;
    settings.gateLearningRate = recipe.gateLearningRate;
    settings.adapterDropout = recipe.lora.dropout;
    settings.gateDropout = recipe.gate.dropout;
    settings.maxGradientNorm = train.maxGradientNorm;
    settings.seed = train.seed;
    settings.keepBaseMemories = train.memoryCache;
    return settings;
}

} // namespace interweave
