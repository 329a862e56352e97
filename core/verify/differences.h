// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/verify.h"
#include "core/tensorio/tensor_info.h"

#include <vector>

namespace interweave {

/// Holds computed tensors against expected ones, name by name, in the order of `computed`; a name
/// that only one side has is a Difference with a problem. Tolerances: 1e-4 absolute on memories,
/// gates and logits, 1e-4 relative on a loss, 1e-3 relative on losses of a training run, 1e-3
/// absolute on trained tensors, none on tokens. NaN on either side is a NaN difference. `slack`
/// multiplies the tolerances: 1 for two CPUs.
std::vector<Difference> compareTensors(
    const NamedTensors& computed, const NamedTensors& expected, double slack = 1.0);

} // namespace interweave
