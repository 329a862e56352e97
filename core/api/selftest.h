// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/verify.h"

#include <string>
#include <vector>

namespace interweave {

/// One bundled case, on the CPU against its reference or on a device against the CPU.
struct SelftestPart {
    std::string name; // e.g. "models/llama3 on cpu", "imsm/llama3_mode5_lora: cuda against cpu"
    std::vector<Difference> differences;
};

struct SelftestReport {
    std::string device;
    std::vector<SelftestPart> parts;

    bool passed() const;
};

} // namespace interweave
