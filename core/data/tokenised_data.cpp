// SPDX-License-Identifier: Apache-2.0
#include "core/data/tokenised_data.h"

#include "core/support/error.h"
#include "core/text/chat/chat_template.h"
#include "core/text/chat/model_chat_template.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace interweave {

namespace {

void appendFirst(std::vector<int64_t>& ids, const std::vector<TokenId>& tokens, int64_t limit)
{
    const auto count = std::min(static_cast<int64_t>(tokens.size()), limit);
    ids.insert(ids.end(), tokens.begin(), tokens.begin() + count);
}

} // namespace

Example makeExample(const Tokenizer& tokenizer, std::string_view input, std::string_view output,
    int64_t eosId, const TokenLimits& limits, bool isConversation)
{
    Example example;
    appendFirst(example.ids,
        isConversation ? tokenizer.encode(input, {.addSpecial = false, .parseSpecial = true})
                       : tokenizer.encode(input),
        limits.maxInput);
    example.queryLength = static_cast<int64_t>(example.ids.size());
    if (example.queryLength == 0)
        throw Error(ErrorCode::InvalidArgument, "",
            "the prompt has no token; nothing would predict the answer");
    appendFirst(example.ids, tokenizer.encode(output, {.addSpecial = false}), limits.maxOutput - 1);
    example.ids.push_back(eosId);
    return example;
}

Example makeTextExample(
    const Tokenizer& tokenizer, std::string_view text, int64_t eosId, int64_t maxTokens)
{
    Example example;
    example.queryLength = 1;
    appendFirst(example.ids, tokenizer.encode(text), maxTokens);
    if (text.empty() || example.ids.empty())
        throw Error(ErrorCode::InvalidArgument, "", "the text has no token");
    if (static_cast<int64_t>(example.ids.size()) < maxTokens)
        example.ids.push_back(eosId);
    return example;
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

TokenisedData tokenise(const Tokenizer& tokenizer, const std::vector<DataRow>& rows, int64_t eosId,
    const TokenLimits& limits, const std::filesystem::path& file, std::stop_token stop,
    const ConversationText& conversationText)
{
    const auto exampleOf = [&](const DataRow& row) {
        const std::string& output = row.outputs.front();
        if (row.isText)
            return makeTextExample(tokenizer, output, eosId, limits.maxInput + limits.maxOutput);
        if (row.conversation.empty())
            return makeExample(tokenizer, row.input, output, eosId, limits);
        if (!conversationText)
            throw Error(ErrorCode::Unsupported, "", "is a conversation, a prompt was expected");
        return makeExample(
            tokenizer, conversationText(row.conversation), output, eosId, limits, true);
    };
    TokenisedData data;
    data.examples.reserve(rows.size());
    data.lines.reserve(rows.size());
    for (const DataRow& row : rows) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, file.string(), "tokenising was cancelled");
        try {
            data.examples.push_back(exampleOf(row));
        } catch (const Error& error) {
            throw Error(
                error.code(), file.string() + ":" + std::to_string(row.line), error.message());
        }
        data.lines.push_back(row.line);
    }
    return data;
}

} // namespace interweave
