// SPDX-License-Identifier: Apache-2.0
#include "core/data/tokenised_data.h"

#include "core/data/conversation_turns.h"
#include "core/support/error.h"
#include "core/text/chat/chat_template.h"
#include "core/text/chat/model_chat_template.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace interweave {

std::vector<TokenId> encodeConversation(const Tokenizer& tokenizer, std::string_view text)
{
    return tokenizer.encode(text, {.addSpecial = false, .parseSpecial = true});
}

std::vector<TokenId> encodeAnswer(const Tokenizer& tokenizer, std::string_view text)
{
    return tokenizer.encode(text, {.addSpecial = false});
}

namespace {

int64_t sizeOf(const std::vector<TokenId>& tokens)
{
    return static_cast<int64_t>(tokens.size());
}

void appendFirst(std::vector<int64_t>& ids, const std::vector<TokenId>& tokens, int64_t limit)
{
    ids.insert(ids.end(), tokens.begin(), tokens.begin() + std::min(sizeOf(tokens), limit));
}

Example join(const std::vector<TokenId>& prompt, const std::vector<TokenId>& answer, int64_t eosId,
    const TokenLimits& limits)
{
    Example example;
    appendFirst(example.ids, prompt, limits.maxInput);
    example.queryLength = static_cast<int64_t>(example.ids.size());
    if (example.queryLength == 0)
        throw Error(ErrorCode::InvalidArgument, "",
            "the prompt has no token; nothing would predict the answer");
    appendFirst(example.ids, answer, limits.maxOutput - 1);
    example.ids.push_back(eosId);
    return example;
}

Example joinText(const std::vector<TokenId>& tokens, int64_t eosId, int64_t maxTokens)
{
    Example example;
    example.queryLength = 1;
    appendFirst(example.ids, tokens, maxTokens);
    if (static_cast<int64_t>(example.ids.size()) < maxTokens)
        example.ids.push_back(eosId);
    return example;
}

std::vector<TokenId> textTokens(const Tokenizer& tokenizer, std::string_view text)
{
    std::vector<TokenId> tokens = tokenizer.encode(text);
    if (text.empty() || tokens.empty())
        throw Error(ErrorCode::InvalidArgument, "", "the text has no token");
    return tokens;
}

/// Prompt text and tokens of a conversation, with as many of its newest turns as fit.
std::vector<TokenId> fitConversation(const Tokenizer& tokenizer,
    const std::vector<Message>& messages, int64_t limit, const ConversationText& conversationText,
    TokenisedRow& row)
{
    if (!conversationText)
        throw Error(ErrorCode::Unsupported, "", "is a conversation, a prompt was expected");
    std::vector<TokenId> tokens;
    const auto encode = [&](int64_t dropped) {
        row.droppedTurns = dropped;
        row.prompt = conversationText(withoutOldestTurns(messages, dropped));
        tokens = encodeConversation(tokenizer, row.prompt);
        return sizeOf(tokens) <= limit;
    };
    if (encode(0))
        return tokens;
    int64_t tooFew = 0;
    int64_t enough = countTurns(messages) - 1; // or all that may be left out
    while (enough - tooFew > 1) { // bisected: every look renders and tokenises the whole
        const int64_t middle = (tooFew + enough) / 2;
        (encode(middle) ? enough : tooFew) = middle;
    }
    if (row.droppedTurns != enough && enough > 0)
        encode(enough);
    return tokens;
}

} // namespace

Example makeExample(const Tokenizer& tokenizer, std::string_view input, std::string_view output,
    int64_t eosId, const TokenLimits& limits)
{
    return join(tokenizer.encode(input), encodeAnswer(tokenizer, output), eosId, limits);
}

Example makeTextExample(
    const Tokenizer& tokenizer, std::string_view text, int64_t eosId, int64_t maxTokens)
{
    return joinText(textTokens(tokenizer, text), eosId, maxTokens);
}

ConversationText conversationText(std::filesystem::path model)
{
    return [model = std::move(model), known = std::optional<ChatTemplate>(),
               tokens = nlohmann::ordered_json()](const std::vector<Message>& messages) mutable {
        if (!known) {
            const auto found = findChatTemplate(model);
            if (!found)
                throw Error(ErrorCode::NotFound, model.string(),
                    "has no chat template, which a conversation needs");
            known.emplace(found->source, model.string() + ": " + found->where);
            tokens = found->tokens;
        }
        ChatInput input;
        for (const Message& message : messages)
            input.messages.push_back({{"role", message.role}, {"content", message.content}});
        input.variables = tokens;
        input.addGenerationPrompt = true;
        return known->render(input);
    };
}

TokenisedRow tokeniseRow(const Tokenizer& tokenizer, const DataRow& row, int64_t eosId,
    const TokenLimits& limits, const ConversationText& conversationText)
{
    TokenisedRow result;
    const std::string& output = row.outputs.front();
    if (row.isText) {
        const std::vector<TokenId> tokens = textTokens(tokenizer, output);
        result.example = joinText(tokens, eosId, limits.maxInput + limits.maxOutput);
        result.promptTokens = 1;
        result.answerTokens = sizeOf(tokens);
        return result;
    }
    std::vector<TokenId> prompt;
    if (row.conversation.empty()) {
        result.prompt = row.input;
        prompt = tokenizer.encode(row.input);
    } else {
        prompt = fitConversation(
            tokenizer, row.conversation, limits.maxInput, conversationText, result);
    }
    const std::vector<TokenId> answer = encodeAnswer(tokenizer, output);
    result.example = join(prompt, answer, eosId, limits);
    result.promptTokens = sizeOf(prompt);
    result.answerTokens = sizeOf(answer) + 1;
    return result;
}

DataRows addExamples(ExampleSet& examples, const DataSource& source, const RowReading& reading,
    std::stop_token stop, const std::function<void(const Example&)>& check)
{
    return forEachDataRow(source, [&](const DataRow& row, const JsonLine& record) {
        if (stop.stop_requested())
            throw Error(
                ErrorCode::Cancelled, source.path.string(), "reading the rows was cancelled");
        try {
            const Example example = tokeniseRow(
                reading.tokenizer, row, reading.eosId, reading.limits, reading.conversationText)
                                        .example;
            if (check)
                check(example);
            examples.add(example, row.line);
        } catch (const Error& error) {
            // A line is bad by its record, not by what a tokenizer or a template makes of it: none
            // of a conversation's rows may be left out on its own.
            const bool bad = error.code() == ErrorCode::CorruptData;
            throw Error(
                bad ? ErrorCode::InvalidArgument : error.code(), record.where(), error.message());
        }
    });
}

} // namespace interweave
