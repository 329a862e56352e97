// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/data_rows.h"
#include "core/data/example.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace interweave {

class Tokenizer;

struct TokenLimits {
    int64_t maxInput = 512; // prompt tokens kept, from the front
    int64_t maxOutput = 512; // answer tokens kept, the closing eos among them
};

/// Prompt with special tokens (`input` a conversation's text: with those that stand in it, and no
/// more), answer without, then eos. Throws Error{InvalidArgument} when the
/// prompt has no token.
Example makeExample(const Tokenizer& tokenizer, std::string_view input, std::string_view output,
    int64_t eosId, const TokenLimits& limits, bool isConversation = false);

/// A text as one row: its first token (bos where the tokenizer adds one) is given, the loss is on
/// all that follow, a closing eos among them. A text of more than `maxTokens` is cut and gets no
/// eos. Throws Error{InvalidArgument} for a text without a token.
Example makeTextExample(
    const Tokenizer& tokenizer, std::string_view text, int64_t eosId, int64_t maxTokens);

struct TokenisedData {
    std::vector<Example> examples;
    std::vector<int64_t> lines; // of each example in its file
};

/// The text of a conversation up to where the assistant's next message begins.
using ConversationText = std::function<std::string(const std::vector<Message>&)>;

/// As the chat template of a model renders it, read when it is first asked for. Throws
/// Error{NotFound} for a model without one.
ConversationText conversationText(std::filesystem::path model);

/// Every row with its first answer; a text may take the prompt's and the answer's tokens together.
/// Throws Error{InvalidArgument} naming file and line; Error{Cancelled}.
TokenisedData tokenise(const Tokenizer& tokenizer, const std::vector<DataRow>& rows, int64_t eosId,
    const TokenLimits& limits, const std::filesystem::path& file, std::stop_token stop = {},
    const ConversationText& conversationText = {});

} // namespace interweave
