// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf_hyperparameters.h"

#include <nlohmann/json_fwd.hpp>

namespace interweave {

// config.json of each architecture, in the spelling and with the values transformers 5 writes for
// it, but for the vocabulary and its special tokens. What the metadata does not hold is what every
// published model of the architecture has. Throw Error{CorruptData} naming a key that is missing or
// out of range, Error{Unsupported} for what the family cannot express.

/// "mistral" where the model's name says so: the files call both llama.
nlohmann::json makeLlamaConfig(const GgufHyperparameters& values);
nlohmann::json makeQwen2Config(const GgufHyperparameters& values);
nlohmann::json makeQwen3Config(const GgufHyperparameters& values);
nlohmann::json makeGemmaConfig(const GgufHyperparameters& values);
nlohmann::json makeGemma2Config(const GgufHyperparameters& values);
nlohmann::json makeGemma3Config(const GgufHyperparameters& values); // the text model
nlohmann::json makePhi3Config(const GgufHyperparameters& values);
/// "olmo3" for a model with sliding windows: the files call both olmo2.
nlohmann::json makeOlmo2Config(const GgufHyperparameters& values);
nlohmann::json makeGpt2Config(const GgufHyperparameters& values);

} // namespace interweave
