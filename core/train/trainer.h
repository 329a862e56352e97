// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example_set.h"
#include "core/siamese/siamese_model.h"
#include "core/train/anchor.h"
#include "core/train/answer_loss.h"
#include "core/train/base_losses.h"
#include "core/train/frozen_memories.h"
#include "core/train/make_optimizer.h"
#include "core/train/schedule.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

class MemoryArchive;

struct TrainerSettings {
    OptimizerSettings optimizer;
    Schedule schedule;
    double learningRate = 3e-4; // the adapter's or, where all is trained, the model's
    double gateLearningRate = 1e-3;
    double adapterDropout = 0.0;
    double gateDropout = 0.0;
    double maxGradientNorm = 0.0; // 0: no clipping
    uint64_t seed = 2024;
    TokenWeighting weighting = TokenWeighting::Even;
    double stmThreshold = 2.5; // perplexity
    double klToBase = 0.0;
    double l2ToBase = 0.0;
    bool keepMemories = true; // of the frozen branches, for later epochs
    MemoryArchive* archive = nullptr; // and, where they are kept, for later runs
    std::string modelHash; // what the archive knows the base by
    bool trainAdapter = true; // false: the adapter is a constant, without dropout
    AnchorSettings anchor; // its dropout, seed and cache are the ones above
    bool recomputeActivations = false; // gradient checkpointing
};

/// What became of one step.
struct StepReport {
    bool taken = true; // false: the loss or the gradient was not finite, nothing was changed
    double loss = 0.0; // mean of the micro-batches' token means
    double gradientNorm = 0.0; // before clipping
    double learningRate = 0.0;
    double gateLearningRate = 0.0;
    std::optional<double> klToBase; // means of the micro-batches' means, where they are terms
    std::optional<double> l2ToBase;
    std::optional<double> penalty; // of the adapter's method, in nobody's loss (peft_adapter.h)
    std::optional<double> gateMean;
    std::optional<double> gateStd;
    std::optional<double> anchorLoss; // KL(base ‖ mix) per token of general text, unweighted
    std::optional<double> anchorGateMean; // the base's share there
    int64_t tokens = 0;
    std::vector<int64_t> badExamples; // of the micro-batches whose loss was not finite, of all
                                      // where only the gradient was
};

/// Trains a model's adapter, its gate, or both, or all of its weights, step by step.
/// Everything a step does follows from the seed, the step's number, the parameters and the
/// optimizer's state; there is no other state. One thread.
class Trainer {
public:
    /// Throws Error{InvalidArgument} where the model has nothing to train.
    Trainer(SiameseModel& model, const ExampleSet& examples, const TrainerSettings& settings);

    /// Takes step number `step` (from 0) over micro-batches of example indices. `goOn` is asked
    /// before each micro-batch: false gives the step up, nothing is changed and nothing returned.
    /// Whatever it throws passes through, to the same effect.
    std::optional<StepReport> step(int64_t step,
        const std::vector<std::vector<int64_t>>& microBatches,
        const std::function<bool()>& goOn = {});

    Optimizer& optimizer() { return *m_optimizer; }
    const Optimizer& optimizer() const { return *m_optimizer; }
    FrozenMemories& baseMemories() { return m_baseMemories; }
    int64_t keptMemoryBytes() const; // of all frozen branches

private:
    bool needsBaseMemories() const; // in every epoch
    /// What the micro-batch's loss is made of; nothing where `goOn` gave up.
    std::optional<AnswerTerms> termsOf(
        const std::vector<int64_t>& indices, const std::function<bool()>& goOn);

    SiameseModel& m_model;
    ExampleSet m_examples;
    TrainerSettings m_settings;
    FrozenMemories m_baseMemories;
    BaseLosses m_baseLosses;
    std::optional<FrozenMemories> m_tunedMemories; // where the adapter is frozen
    Anchor m_anchor;
    std::unique_ptr<Optimizer> m_optimizer;
};

} // namespace interweave
