// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

namespace interweave {

/// Largest absolute difference of two tensors, whatever their dtypes and devices.
inline double distance(const at::Tensor& a, const at::Tensor& b)
{
    const auto plain
        = [](const at::Tensor& tensor) { return tensor.detach().cpu().to(at::kDouble); };
    return (plain(a) - plain(b)).abs().max().item<double>();
}

} // namespace interweave
