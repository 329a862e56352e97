// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace interweave {

/// How a byte-level BPE cuts texts, by ggml's name for it (tokenizer.ggml.pre).
struct GgufPreTokenizer {
    nlohmann::ordered_json steps; // the section "pre_tokenizer" of tokenizer.json
    bool normalizes = false; // to NFC first
    bool ignoresMerges = false; // a word that is a token is taken whole
    bool addsBos = false; // where the file does not say
};

/// Throws Error{Unsupported, where} for an unknown name.
GgufPreTokenizer findGgufPreTokenizer(const std::string& name, const std::string& where);

} // namespace interweave
