// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"

namespace interweave {

/// The llama3 fixture (128 tokens, 128 positions) with an adapter that is not at its initial value,
/// and a gate.
SiameseModel tinyModel(at::Device device = at::kCPU);

} // namespace interweave
