// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernels.h"

#include <ATen/core/Tensor.h>

namespace interweave {

/// Whether our own CPU kernels serve this tensor: on the CPU, contiguous, fp32 or bf16.
inline bool hasKernels(const at::Tensor& x)
{
    return x.device().is_cpu() && x.is_contiguous()
        && (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
}

/// Calls f with float{} or uint16_t{} (the bits of bfloat16), as the tensor's dtype says.
template <typename F>
void withElement(const at::Tensor& x, F&& f)
{
    if (x.scalar_type() == at::kFloat)
        f(float{});
    else
        f(uint16_t{});
}

/// The data of a tensor as the kernels see it; nullptr for an undefined one.
template <typename T>
T* elements(const at::Tensor& x)
{
    return x.defined() ? static_cast<T*>(x.mutable_data_ptr()) : nullptr;
}

/// How many rows of `width` elements are worth a thread of their own.
inline int64_t grain(int64_t width)
{
    constexpr int64_t kElements = 16384;
    return width < kElements ? kElements / (width + 1) + 1 : 1;
}

} // namespace interweave
