// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace interweave {

/// An accelerator for machines that have none: torch's PrivateUse1 device over host memory. It runs
/// the CPU's kernels but refuses an operation whose tensors of one or more dimensions lie on
/// different devices, so that a tensor made on the wrong device is caught. Linking this file's
/// object registers it; call this to get the device.
at::Device fakeAccelerator();

} // namespace interweave
