// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_config.h"

#include "core/text/json_field.h"

namespace interweave {

namespace {

constexpr uintmax_t kMaxBytes = 64 << 20;

/// A token is written as its text or as an object with the text in "content".
std::optional<std::string> tokenText(const JsonField& config, std::string_view key)
{
    const auto token = config.find(key);
    if (!token)
        return std::nullopt;
    return token->value().is_object() ? (*token)["content"].text() : token->text();
}

std::optional<bool> flagIn(const JsonField& config, std::string_view key)
{
    const auto field = config.find(key);
    return field ? std::optional(field->flag()) : std::nullopt;
}

} // namespace

TokenizerConfig parseTokenizerConfig(const nlohmann::json& document, const std::string& where)
{
    const JsonField config(document, where);
    return {tokenText(config, "bos_token"), tokenText(config, "eos_token"),
        flagIn(config, "add_bos_token"), flagIn(config, "add_eos_token")};
}

TokenizerConfig readTokenizerConfig(const std::filesystem::path& path)
{
    if (!std::filesystem::exists(path))
        return {};
    return parseTokenizerConfig(readJsonFile(path, kMaxBytes), path.string());
}

} // namespace interweave
