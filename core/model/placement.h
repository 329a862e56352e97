// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace interweave {

/// Where and how a model runs.
struct Placement {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;
};

/// "auto", "cpu", "cuda", "cuda:1" (and "privateuseone" in tests) with "auto", "fp32", "bf16",
/// "fp16", resolved on this machine: auto picks CUDA, then bf16 on CPUs that have bf16
/// instructions, then fp32. With CUDA torch's choice of attention changes for the whole program:
/// cuDNN's is left out. Throws Error{InvalidArgument} for an unknown word, Error{Unsupported} for a
/// device that is not there.
Placement choosePlacement(const std::string& device, const std::string& dtype);

/// "fp32", "bf16", "fp16" or torch's name.
std::string dtypeName(at::ScalarType dtype);

} // namespace interweave
