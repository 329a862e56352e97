// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/data_rows.h"
#include "core/data/example_set.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

class Tokenizer;

/// The tokens of a conversation's text and of an answer.
std::vector<int32_t> encodeConversation(const Tokenizer& tokenizer, std::string_view text);
std::vector<int32_t> encodeAnswer(const Tokenizer& tokenizer, std::string_view text);

struct TokenLimits {
    int64_t maxInput = 512; // prompt tokens kept, from the front
    int64_t maxOutput = 512; // answer tokens kept, the closing eos among them
};

/// Prompt with special tokens, answer without, then eos. Throws Error{InvalidArgument} when the
/// prompt has no token.
Example makeExample(const Tokenizer& tokenizer, std::string_view input, std::string_view output,
    int64_t eosId, const TokenLimits& limits);

/// A text as one row: its first token (bos where the tokenizer adds one) is given, the loss is on
/// all that follow, a closing eos among them. A text of more than `maxTokens` is cut and gets no
/// eos. Throws Error{InvalidArgument} for a text without a token.
Example makeTextExample(
    const Tokenizer& tokenizer, std::string_view text, int64_t eosId, int64_t maxTokens);

/// The text of a conversation up to where the assistant's next message begins.
using ConversationText = std::function<std::string(const std::vector<Message>&)>;

/// As the chat template of a model renders it, read when it is first asked for. Throws
/// Error{NotFound} for a model without one.
ConversationText conversationText(std::filesystem::path model);

/// A row as token ids, and what the limits took from it.
struct TokenisedRow {
    Example example;
    std::string prompt; // as the tokenizer read it; empty: a text to learn as a whole
    int64_t promptTokens = 0; // of that text, before it was cut
    int64_t answerTokens = 0; // of the whole answer, the closing eos included
    int64_t droppedTurns = 0; // of a conversation, its oldest

    bool isCut() const
    {
        return droppedTurns > 0
            || promptTokens + answerTokens > static_cast<int64_t>(example.ids.size());
    }
};

/// A row with its first answer. What is longer than the limits is cut at its end: a prompt, an
/// answer, and a text, which may take the prompt's and the answer's tokens together. Of a
/// conversation that is too long the oldest turns are left out first, as many as it takes
/// (conversation_turns.h): the system's message and the last turn stay, and only where these alone
/// are too long is their text cut. A conversation's prompt has the special tokens that stand in its
/// text and no more. Throws Error{InvalidArgument} for a row without a prompt's token,
/// Error{Unsupported} for a conversation without conversationText, and what that throws.
TokenisedRow tokeniseRow(const Tokenizer& tokenizer, const DataRow& row, int64_t eosId,
    const TokenLimits& limits, const ConversationText& conversationText = {});

/// How rows become examples.
struct RowReading {
    const Tokenizer& tokenizer;
    int64_t eosId = 0;
    TokenLimits limits;
    ConversationText conversationText{};
};

/// Every row of a data file, one after another: only one at a time is in memory. `check` may refuse
/// an example. Throws as forEachDataRow and tokeniseRow, the latter and `check` with file and line;
/// Error{Cancelled}.
DataRows addExamples(ExampleSet& examples, const DataSource& source, const RowReading& reading,
    std::stop_token stop = {}, const std::function<void(const Example&)>& check = {});

} // namespace interweave
