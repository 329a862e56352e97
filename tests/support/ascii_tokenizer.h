// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"

namespace interweave {

/// A token per ASCII character, id = code, for models of 128 tokens that come without a tokenizer.
/// 1 begins, 2 ends.
class AsciiTokenizer : public Tokenizer {
public:
    std::vector<TokenId> encode(std::string_view text, EncodeOptions options) const override
    {
        std::vector<TokenId> ids;
        if (options.addSpecial)
            ids.push_back(1);
        for (const char c : text)
            ids.push_back(c & 127);
        return ids;
    }
    std::string decode(std::span<const TokenId> ids, bool keepSpecial) const override
    {
        std::string text;
        for (const TokenId id : ids)
            if (keepSpecial || !isSpecial(id))
                text += static_cast<char>(id);
        return text;
    }
    int64_t size() const override { return 128; }
    std::string piece(TokenId id) const override { return std::string(1, static_cast<char>(id)); }
    std::optional<TokenId> idOf(std::string_view piece) const override
    {
        return piece.size() == 1 ? std::optional<TokenId>(piece[0] & 127) : std::nullopt;
    }
    bool isSpecial(TokenId id) const override { return id == 1 || id == 2; }
    std::optional<TokenId> bosId() const override { return 1; }
    std::optional<TokenId> eosId() const override { return 2; }
    std::string kind() const override { return "ASCII"; }
};

} // namespace interweave
