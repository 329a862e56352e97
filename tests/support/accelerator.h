// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace interweave {

/// The machine's first CUDA device. Where there is none, a fake: torch's PrivateUse1 device over
/// host memory, which runs the CPU's kernels but refuses an operation whose tensors of one or more
/// dimensions lie on different devices, and whose data a program cannot read but by copies: what
/// forgets where a tensor lies is caught.
at::Device testAccelerator();

} // namespace interweave
