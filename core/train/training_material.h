// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example_set.h"
#include "core/model/placement.h"
#include "core/train/training_run.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace interweave {

/// Model and data of a recipe, loaded and found to fit each other.
struct Material {
    std::shared_ptr<Decoder> decoder;
    Placement placement; // what it computes in
    std::shared_ptr<const Tokenizer> tokenizer;
    ExampleSet data;
    ExampleSet validation;
    int64_t startId = 0; // of a text: bos, or eos without one
    RunInfo facts; // hashes, dtype, counts
};

/// Reads the rows, then the weights. `dtype`: the recipe's, or the one a resumed run began with;
/// `workspace`: where token ids lie that are too many for memory. Throws as `train` does.
Material loadMaterial(const Recipe& recipe, const std::string& dtype,
    const std::filesystem::path& workspace, const TrainSession& session);

/// Adds the rows that the base wrote for this run: those of its folder, or written now, the same.
/// Throws Error{CorruptData, Cancelled}.
void addReplayRows(Material& material, const Recipe& recipe, const std::filesystem::path& file,
    std::stop_token stop);

/// Keeps them in the run's folder, where they are not there yet.
void saveReplay(const Material& material, const Recipe& recipe, const Run& run);

} // namespace interweave
