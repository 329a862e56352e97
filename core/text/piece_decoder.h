// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace interweave {

/// One step from vocabulary pieces back to text; a tokenizer has a list of them. Thread-safe.
/// Semantics: https://huggingface.co/docs/tokenizers/api/decoders
class PieceDecoder {
public:
    virtual ~PieceDecoder() = default;
    virtual void apply(std::vector<std::string>& pieces) const = 0;
};

/// Undoes ByteLevelStep.
class ByteLevelDecoder : public PieceDecoder {
public:
    void apply(std::vector<std::string>& pieces) const override;
};

} // namespace interweave
