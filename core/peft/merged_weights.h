// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"
#include "core/tensorio/tensor_info.h"

namespace interweave {

/// Every tensor of a checkpoint whose model computes without an adapter what `decoder` computes
/// with it, under the checkpoint's names, in the decoder's dtype. Each linear map is asked for what
/// it makes of the unit vectors, so that this holds for every method that keeps maps linear; sums
/// are taken in fp32. Throws Error{Unsupported} for a method that does not, and where the adapter
/// gives a bias to a map that has none in this family.
NamedTensors mergedWeights(Decoder& decoder, const PeftAdapter& adapter);

} // namespace interweave
