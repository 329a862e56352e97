// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace interweave {

/// A tensor's name without layer and ".weight" or ".bias", there and here.
struct GgufName {
    std::string_view gguf;
    std::string_view huggingFace;
};

/// What a value of "general.architecture" means in Hugging Face's terms. A further one is an entry
/// in the table of gguf_architecture.cpp and a case in its test.
struct GgufArchitecture {
    std::string_view name;
    std::string_view modelType;
    std::string_view modelClass;
    /// Query and key rows are interleaved for ggml's rotary embedding and have to be put back.
    bool permutesQueryAndKey;
    std::span<const GgufName> modelNames;
    std::span<const GgufName> layerNames;
};

/// Throws Error{Unsupported, where} naming the architecture and listing the supported ones.
const GgufArchitecture& findGgufArchitecture(std::string_view name, const std::string& where);

/// "blk.3.attn_q.weight" to "model.layers.3.self_attn.q_proj.weight"; nothing for a name the
/// architecture lacks.
std::optional<std::string> huggingFaceName(
    const GgufArchitecture& architecture, std::string_view ggufName);

} // namespace interweave
