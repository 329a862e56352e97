// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"
#include "core/text/tokenizer.h"

namespace interweave {

/// The llama3 fixture (128 tokens, 128 positions) with an adapter that is not at its initial value,
/// and a gate.
SiameseModel tinyModel(at::Device device = at::kCPU);

/// One token for each ASCII character. Token 2 ends a sequence, as in the fixture.
class CharacterTokenizer : public Tokenizer {
public:
    std::vector<TokenId> encode(std::string_view text, EncodeOptions) const override
    {
        return {text.begin(), text.end()};
    }
    std::string decode(std::span<const TokenId> ids, bool) const override
    {
        return {ids.begin(), ids.end()};
    }
    int64_t size() const override { return 128; }
    std::string piece(TokenId id) const override { return {static_cast<char>(id)}; }
    std::optional<TokenId> idOf(std::string_view piece) const override
    {
        return piece.size() == 1 ? std::optional<TokenId>(piece[0]) : std::nullopt;
    }
    bool isSpecial(TokenId id) const override { return id == 2; }
    std::optional<TokenId> bosId() const override { return std::nullopt; }
    std::optional<TokenId> eosId() const override { return 2; }
    std::string kind() const override { return "characters"; }
};

} // namespace interweave
