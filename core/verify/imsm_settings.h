// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/gate.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

/// case.json of an imsm case.
struct ImsmSettings {
    std::filesystem::path base; // the base model's folder
    GateConfig gate;
    TrainerSettings training;
    int64_t steps = 0;
    int64_t accumulation = 0; // micro-batches of one step
    std::vector<double> losses; // [steps]
    std::vector<std::vector<int64_t>> prompts;
    std::vector<std::vector<int64_t>> answers; // greedy, of each prompt
    int64_t maxNew = 0;
};

/// Throws Error{NotFound, CorruptData} naming the file and the key, Error{Unsupported} for a set-up
/// that we do not compute.
ImsmSettings readImsmSettings(const std::filesystem::path& caseFolder);

} // namespace interweave
