// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer_settings.h"

#include "core/support/error.h"
#include "core/train/recipe.h"

#include <cmath>

namespace interweave {

namespace {

int64_t shareOf(int64_t steps, double ratio)
{
    return static_cast<int64_t>(std::ceil(static_cast<double>(steps) * ratio));
}

Schedule scheduleOf(const TrainSettings& train, const std::vector<int64_t>& lengths)
{
    Schedule schedule;
    schedule.kind = scheduleKind(train.schedule);
    schedule.shape = decayShape(train.decayShape);
    schedule.minRatio = train.minRateRatio;
    schedule.steps = train.maxSteps;
    schedule.warmupSteps = train.warmupSteps;
    const DataOrder order(lengths, batchSettings(train)); // refuses rows that are too long
    if (schedule.steps == 0)
        schedule.steps = order.steps(train.epochs);
    if (schedule.warmupSteps == 0)
        schedule.warmupSteps = shareOf(schedule.steps, train.warmupRatio);
    if (schedule.warmupSteps > schedule.steps)
        throw Error(ErrorCode::InvalidArgument, "train.warmup_steps",
            "is " + std::to_string(schedule.warmupSteps) + ", but the data gives the run only "
                + std::to_string(schedule.steps) + " steps");
    if (schedule.kind != ScheduleKind::WarmupStableDecay)
        return schedule;
    schedule.decaySteps = shareOf(schedule.steps, train.decayRatio);
    if (schedule.warmupSteps + schedule.decaySteps > schedule.steps)
        throw Error(ErrorCode::InvalidArgument, "train.decay_ratio",
            "makes " + std::to_string(schedule.decaySteps) + " steps of decay, with "
                + std::to_string(schedule.warmupSteps) + " of warm-up more than the run's "
                + std::to_string(schedule.steps));
    return schedule;
}

OptimizerSettings optimizerSettings(const TrainSettings& train)
{
    OptimizerSettings settings;
    settings.name = train.optimizer;
    settings.adamw = {train.adamBeta1, train.adamBeta2, train.adamEpsilon, train.weightDecay};
    settings.adafactor
        = {train.adafactorDecay, train.adafactorClip, train.adafactorScale, train.weightDecay};
    settings.sgd = {train.momentum, train.weightDecay};
    return settings;
}

} // namespace

BatchSettings batchSettings(const TrainSettings& train)
{
    return {train.batchSize, train.batchTokens, train.gradientAccumulation, train.groupByLength,
        train.seed};
}

std::vector<int64_t> lengthsOf(const ExampleSet& examples)
{
    std::vector<int64_t> lengths;
    for (int64_t i = 0; i < examples.size(); ++i)
        lengths.push_back(examples.length(i));
    return lengths;
}

TrainerSettings trainerSettings(const Recipe& recipe, const std::vector<int64_t>& lengths)
{
    const TrainSettings& train = recipe.train;
    TrainerSettings settings;
    settings.optimizer = optimizerSettings(train);
    settings.schedule = scheduleOf(train, lengths);
    settings.learningRate = train.learningRate;
    settings.gateLearningRate = recipe.gateLearningRate;
    settings.adapterDropout = adapterDropout(recipe.peft);
    settings.gateDropout = recipe.gate.dropout;
    settings.maxGradientNorm = train.maxGradientNorm;
    settings.seed = train.seed;
    settings.weighting = tokenWeighting(train.weighting);
    settings.stmThreshold = train.stmThreshold;
    settings.klToBase = train.klToBase;
    settings.l2ToBase = train.l2ToBase;
    settings.recomputeActivations = train.gradientCheckpointing;
    settings.keepMemories = train.memoryCache;
    settings.trainAdapter = recipe.trainAdapter;
    settings.anchor.passagesPerStep = recipe.anchor.passagesPerStep;
    settings.anchor.every = recipe.anchor.every;
    settings.anchor.weight = recipe.anchor.weight;
    return settings;
}

} // namespace interweave
