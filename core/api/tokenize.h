// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/chat.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

struct TokenizeRequest {
    std::string model; // a model folder, a .gguf file, a run, or a tokenizer file itself
    std::string text;
    bool addSpecial = true; // add what the model expects around a text
    bool parseSpecial = true; // recognise special tokens written out in the text
    std::optional<Chat> chat; // makes the text a message; then the two above have no say
};

struct TokenPiece {
    int32_t id = 0;
    std::string piece; // the vocabulary's own spelling, e.g. "Ġthe"
    bool special = false;
};

struct Tokenization {
    std::string kind; // of the tokenizer
    std::string text; // what was tokenized: of a chat, the whole conversation
    std::vector<TokenPiece> tokens;
    std::string decoded; // the ids turned back into text, special tokens left out
};

} // namespace interweave
