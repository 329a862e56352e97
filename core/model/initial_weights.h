// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder_weights.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace interweave {

/// "initializer_range" (or "init_std") of a config.json, 0.02 where it is left out. Throws
/// Error{CorruptData} for what is no positive number.
double initializerRange(const nlohmann::json& config, const std::string& where);

/// Random fp32 weights as transformers' PreTrainedModel initialises a decoder: matrices
/// normal(0, range), the padding token's embedding zero, norms 1 (0 where that is what they store),
/// biases 0. Every tensor is a pure function of the seed, its name and its shape.
TensorSource initialWeights(const DecoderConfig& config, double range, uint64_t seed);

} // namespace interweave
