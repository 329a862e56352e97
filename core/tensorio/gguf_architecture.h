// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf_hyperparameters.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace interweave {

/// What has to be done to a tensor of a GGUF file to get Hugging Face's.
enum class GgufTransform {
    None,
    QueryRowsInHalves, // ggml interleaves the rows of each head for its rotary embedding
    KeyRowsInHalves,
    MinusOne, // weight: Gemma's norms scale by 1 + weight, ggml stores the sum
    Transpose, // weight: GPT-2 keeps its matrices [inputs, outputs]
};

/// A tensor's name without layer and ".weight" or ".bias", there and here.
struct GgufName {
    std::string_view gguf;
    std::string_view huggingFace;
    GgufTransform transform = GgufTransform::None;
};

/// What a value of "general.architecture" means in Hugging Face's terms. A further one is an entry
/// in the table of gguf_architecture.cpp and a case in its test.
struct GgufArchitecture {
    std::string_view name;
    std::string_view layerPrefix; // "model.layers."
    std::span<const GgufName> modelNames;
    std::span<const GgufName> layerNames;
    /// config.json, but for the vocabulary and its special tokens.
    nlohmann::json (*makeConfig)(const GgufHyperparameters&);
};

/// Throws Error{Unsupported, where} naming the architecture and listing the supported ones.
const GgufArchitecture& findGgufArchitecture(std::string_view name, const std::string& where);

/// A tensor's whole name in Hugging Face's terms.
struct GgufTranslation {
    std::string name;
    GgufTransform transform;
};

/// "blk.3.attn_q.weight" to "model.layers.3.self_attn.q_proj.weight"; nothing for a name the
/// architecture lacks.
std::optional<GgufTranslation> translateGgufName(
    const GgufArchitecture& architecture, std::string_view ggufName);

} // namespace interweave
