// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace interweave {

/// What is known of a training run without opening its weights.
struct RunSummary {
    std::string id;
    std::string name;
    std::string
        status; // "running", "paused", "stopped", "finished", "failed", "interrupted", "missing"
    std::string created; // ISO 8601, UTC
    std::string folder;
    std::string model;
    std::string adapterFolder; // empty until there is one
    int64_t step = 0; // of the last checkpoint
    int64_t steps = 0;
    int64_t examples = 0;
    int64_t trainedParameters = 0;
    int64_t badSteps = 0;
    std::string error; // why it did not finish
    std::string recipe; // YAML
    std::string modelFolder; // of full-parameter training; empty until there is one
    // Content hashes; empty where there is none, or not yet.
    std::string modelHash;
    std::string dataHash;
    std::string adapterHash;
    std::string gateHash;
    std::string dtype; // what it computes in
};

/// What a run resumes from. Where an adapter is trained its folder is a PEFT folder, gate included.
struct RunCheckpoint {
    int64_t step = 0;
    std::string folder;

    friend bool operator==(const RunCheckpoint&, const RunCheckpoint&) = default;
};

} // namespace interweave
