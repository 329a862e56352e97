// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/placement.h"
#include "core/tensorio/tensor_info.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

/// What we compute for a reference's case and what the reference computed, under the same names,
/// all on the CPU.
struct CaseResult {
    std::string kind; // "models", "imsm"
    NamedTensors computed;
    NamedTensors expected;
};

/// Runs the case in `folder`: an imsm case where it has a case.json, a models case where it has a
/// config.json. Throws Error{NotFound} where it has neither; as the two kinds of cases do else.
CaseResult runCase(
    const std::filesystem::path& folder, const Placement& placement, std::stop_token stop = {});

/// One row of token ids as [count] int64.
at::Tensor idsTensor(const std::vector<int64_t>& ids);

} // namespace interweave
