// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace interweave {

struct VerifyRequest {
    std::string caseFolder;
    std::string saveFile; // where to write what was computed, as safetensors; empty: nowhere
    std::string device = "cpu";
    int64_t threads = 0; // 0: as many as the machine has
};

/// One computed quantity held against its reference.
struct Difference {
    std::string name;
    double difference = 0.0; // the largest, NaN where either side holds one
    double tolerance = 0.0;
    std::string measure; // "absolute", "relative", "tokens" (number of tokens that differ)
    std::string problem; // why there is nothing to subtract: wrong shape or dtype; else empty

    /// NaN never passes.
    bool passed() const { return problem.empty() && difference <= tolerance; }
};

struct VerifyReport {
    std::string caseFolder;
    std::string kind; // "models", "imsm"
    std::string device;
    std::vector<Difference> differences;

    bool passed() const;
};

} // namespace interweave
