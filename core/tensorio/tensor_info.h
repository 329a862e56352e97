// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace interweave {

/// What a file says of one tensor. `dtype` is the file's own name for it ("F32", "BF16", "Q4_1").
struct TensorInfo {
    std::string name;
    std::string dtype;
    std::vector<int64_t> shape;
};

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

} // namespace interweave
