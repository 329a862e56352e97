// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/tokenizer_config.h"

namespace interweave {

/// A byte-level BPE in the form of tiktoken: tokens in the order in which they merge.
struct RankedVocabulary {
    struct Special {
        std::string text;
        int64_t id;
    };

    std::vector<std::string> tokens; // bytes; the position is the rank
    int64_t firstId = 0; // the id of rank 0
    std::string pattern; // cuts a text into words; Oniguruma's syntax
    std::vector<Special> specials;
    std::string bos; // special tokens; bos is put before a text
    std::string eos;
};

/// The tokenizer of `vocabulary`: in every word the adjacent tokens whose joint token has the
/// lowest rank are joined, leftmost first, until no joint token is left; a word that is a token is
/// that token. `config` overrides bos, eos and what is put around a text. Throws Error{CorruptData,
/// where} for a missing byte, a token given twice, an empty or an overlong one (512 bytes) and ids
/// that clash. Source: https://github.com/openai/tiktoken
std::unique_ptr<Tokenizer> makeRankTokenizer(
    const RankedVocabulary& vocabulary, const TokenizerConfig& config, const std::string& where);

} // namespace interweave
