// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_sample.h"
#include "core/api/training.h"

#include <string>
#include <vector>

namespace interweave {

/// A run of the demonstration, and how it is called there.
struct DemoRun {
    std::string label;
    WatchedScores before; // the base
    WatchedScores after;
    std::vector<StoredSample> samples;
};

/// A row for each skill: the base and every run, in percent or nats, with 95 % intervals.
std::string formatSkills(const std::vector<DemoRun>& runs, const std::string& newTask);
/// "Kept of what the base knew, mean of 3 skills: LoRA 31 %, LoRA + IMSM 81 %".
std::string formatKept(const std::vector<DemoRun>& runs, const std::string& newTask);
/// Every prompt with the answers of the base and of each run's own branch.
std::string formatSamples(const std::vector<DemoRun>& runs);

} // namespace interweave
