// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/training.h"
#include "core/train/recipe.h"
#include "core/train/run.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

class Decoder;
class MemoryArchive;
class Tokenizer;
struct SiameseModel;

/// What surrounds a run.
struct TrainSession {
    TrainCallbacks callbacks;
    TrainControl* control = nullptr; // absent: it cannot be paused or stopped
    std::stop_token cancel; // ends the run within one micro-batch; the last checkpoint stays
    /// Absent: loaded from the recipe's model. Full-parameter training changes its weights and
    /// takes them as they are for its masters.
    std::shared_ptr<Decoder> decoder;
    std::shared_ptr<const Tokenizer> tokenizer; // the same
    MemoryArchive* archive = nullptr; // of frozen memories; null: they end with the run
    /// Of the rows' token ids; once they are more, they lie in a file of the workspace's cache
    /// folder (token_store.h). Changes nothing that is learned.
    int64_t tokenBytesInMemory = int64_t{64} << 20;
    /// Called whenever run.json has been written: status, checkpoint, adapter.
    std::function<void(const Run&)> runChanged;
    /// Called once before the first step with the model under training, which callbacks may use
    /// until the run ends.
    std::function<void(const SiameseModel&)> modelReady;
    /// Measures the recipe's eval.suite with the model as it is after `step` steps; called between
    /// steps, before the first and as eval.every says. Changes nothing of the model, and returns
    /// early, nothing, when the run is to stop.
    std::function<std::optional<WatchedScores>(const SiameseModel&, int64_t step)> watch;
    std::vector<std::filesystem::path> watchedFiles; // what it reads: the suite's and its tasks'
};

/// Trains as the recipe says, in a new run of the workspace. Nothing is written before model and
/// data are loaded and found to fit each other. Throws Error: InvalidArgument, NotFound,
/// CorruptData, Unsupported, Io for what is wrong with recipe, model or data; InvalidArgument after
/// train.max_bad_steps non-finite steps; Cancelled; OutOfMemory, the run stopped with a checkpoint,
/// so that resume with a smaller train.batch_size continues it.
TrainResult train(
    const Recipe& recipe, const std::filesystem::path& workspace, const TrainSession& session = {});

/// Continues a run from its last whole checkpoint as if it had never stopped (bit for bit on the
/// same machine and number of threads). `overrides` may change how the work is done, not what is
/// learned: train.device, threads, memory_cache, memory_cache_gib, gradient_checkpointing,
/// checkpoint_every, keep_checkpoints, max_bad_steps, batch_size with gradient_accumulation where
/// their product stays, and the sections eval, budget and samples. Throws as train; InvalidArgument
/// too when the run is finished, in use, or its model, its data or a file of run_files.h is no
/// longer what it was.
TrainResult resume(
    Run run, const TrainSession& session = {}, std::span<const std::string> overrides = {});

} // namespace interweave
