// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf_hyperparameters.h"

#include <nlohmann/json_fwd.hpp>

namespace interweave {

/// Whether a tensor holds frequency factors of the rotary embedding, which become rope_parameters,
/// not weights.
bool isGgufRotaryTensor(std::string_view name);

/// rope_parameters in transformers 5's spelling; headSize: of query and key, in elements.
/// Understood: no scaling, linear, yarn, and by their tensors of factors Llama 3's and Phi 3's
/// (longrope). Throws Error{CorruptData}; Error{Unsupported} for scaling that cannot be expressed.
nlohmann::json makeGgufRotary(const GgufHyperparameters& values, int64_t headSize);

} // namespace interweave
