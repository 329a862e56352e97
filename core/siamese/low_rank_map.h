// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace interweave {

/// y = drop(drop(x·A)·B) + b, in fp32: what the gates and the second map of gate_linear are made
/// of. Source: arXiv 2412.17383, Eq. 3.
struct LowRankMap {
    at::Tensor down; // A: [rank, inputs] fp32 (torch's [out, in] order)
    at::Tensor up; // B: [outputs, rank] fp32
    at::Tensor bias; // b: [outputs] fp32; undefined: none
    uint64_t purpose = 0; // sets its dropout apart from that of other maps; it takes two numbers

    /// The low-rank channels x·A. x: [tokens, inputs] fp32. Returns [tokens, rank].
    at::Tensor channels(const at::Tensor& x) const;
    /// [tokens, outputs]. Differentiable.
    at::Tensor forward(const at::Tensor& x, const Dropout& dropout) const;
};

} // namespace interweave
