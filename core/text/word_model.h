// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"

namespace interweave {

/// Turns one pre-tokenized piece into token ids; the same piece always gives the same ids.
/// Thread-safe.
class WordModel {
public:
    virtual ~WordModel() = default;
    /// Appends the ids of `word` (valid UTF-8) to `ids`.
    virtual void encode(std::string_view word, std::vector<TokenId>& ids) const = 0;
};

} // namespace interweave
