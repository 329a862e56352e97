// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"
#include "core/tensorio/gguf_architecture.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace interweave {

/// config.json, in transformers 5's spelling, of the model a GGUF file's metadata describes.
/// Throws Error{CorruptData, where} naming a key that is missing or out of range,
/// Error{Unsupported, where} for what cannot be expressed.
nlohmann::json makeGgufConfig(
    const GgufFile& file, const GgufArchitecture& architecture, const std::string& where);

} // namespace interweave
