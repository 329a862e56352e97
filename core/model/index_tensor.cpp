// SPDX-License-Identifier: Apache-2.0
#include "core/model/index_tensor.h"

#include <ATen/ATen.h>

namespace interweave {

at::Tensor indexTensor(const std::vector<int64_t>& values, at::Device device)
{
    return at::tensor(values, at::kLong).to(device, at::kLong, /*non_blocking=*/true);
}

} // namespace interweave
