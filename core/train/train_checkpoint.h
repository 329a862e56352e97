// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"
#include "core/train/data_order.h"
#include "core/train/run_judge.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace interweave {

class Optimizer;

/// Where a run stands: with the parameters and the moments, all that the next step depends on.
struct TrainState {
    int64_t step = 0; // steps behind us, bad ones among them
    DataPosition position;
    int64_t badSteps = 0;
    int64_t tokens = 0;
    double elapsedSeconds = 0.0;
    double loss = 0.0; // of the last step
    JudgeState judge;
};

/// A checkpoint is a folder that appears whole or not at all: the adapter's PEFT folder, the gate,
/// or model.safetensors with all weights in fp32; adapter_state.safetensors where the adapter's
/// folder does not hold all that the next step needs; optimizer.safetensors and state.json, which
/// holds the others' content hashes.
struct TrainCheckpoint {
    std::shared_ptr<PeftAdapter> adapter;
    std::optional<Gate> gate;
    std::map<std::string, at::Tensor> adapterState; // PeftAdapter::trainingState
    std::map<std::string, at::Tensor> weights; // empty where an adapter was trained
    std::map<std::string, at::Tensor> optimizer;
    int64_t optimizerUpdates = 0;
    TrainState state;
};

/// Writes the adapter, and the gate where there is one, as a folder other programs read. Throws
/// Error{Io}.
void saveAdapter(
    const std::filesystem::path& folder, const SiameseModel& model, const std::string& baseModel);

/// Writes <checkpoints>/step-000123. Throws Error{Io}.
void saveCheckpoint(const std::filesystem::path& checkpoints, const SiameseModel& model,
    const Optimizer& optimizer, const TrainState& state, const std::string& baseModel);

/// Throws Error{CorruptData} when a file is missing, was changed or is damaged.
TrainCheckpoint loadCheckpoint(const std::filesystem::path& folder, const Decoder& decoder);

/// <checkpoints>/step-000123, there or not.
std::filesystem::path checkpointFolder(const std::filesystem::path& checkpoints, int64_t step);

/// The checkpoints that are there, oldest first.
std::vector<std::filesystem::path> listCheckpoints(const std::filesystem::path& checkpoints);

/// The step that a checkpoint's name tells; 0 where it tells none.
int64_t checkpointStep(const std::filesystem::path& folder);

/// Removes all but the newest `keep` and those of the steps `also`.
void rotateCheckpoints(
    const std::filesystem::path& checkpoints, int64_t keep, const std::set<int64_t>& also = {});

} // namespace interweave
