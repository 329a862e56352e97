// SPDX-License-Identifier: Apache-2.0
#include "core/data/tokenised_data.h"

#include "core/support/error.h"
#include "core/text/tokenizer.h"

#include <algorithm>

namespace interweave {

namespace {

void appendFirst(std::vector<int64_t>& ids, const std::vector<TokenId>& tokens, int64_t limit)
{
    const auto count = std::min(static_cast<int64_t>(tokens.size()), limit);
    ids.insert(ids.end(), tokens.begin(), tokens.begin() + count);
}

} // namespace

Example makeExample(const Tokenizer& tokenizer, std::string_view input, std::string_view output,
    int64_t eosId, const TokenLimits& limits)
{
    Example example;
    appendFirst(example.ids, tokenizer.encode(input), limits.maxInput);
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

TokenisedData tokenise(const Tokenizer& tokenizer, const std::vector<DataRow>& rows, int64_t eosId,
    const TokenLimits& limits, const std::filesystem::path& file, std::stop_token stop)
{
    TokenisedData data;
    data.examples.reserve(rows.size());
    data.lines.reserve(rows.size());
    for (const DataRow& row : rows) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, file.string(), "tokenising was cancelled");
        try {
            const std::string& output = row.outputs.front();
            data.examples.push_back(row.isText
                    ? makeTextExample(tokenizer, output, eosId, limits.maxInput + limits.maxOutput)
                    : makeExample(tokenizer, row.input, output, eosId, limits));
        } catch (const Error& error) {
            throw Error(
                error.code(), file.string() + ":" + std::to_string(row.line), error.message());
        }
        data.lines.push_back(row.line);
    }
    return data;
}

} // namespace interweave
