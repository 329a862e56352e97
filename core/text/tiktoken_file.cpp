// SPDX-License-Identifier: Apache-2.0
#include "core/text/tiktoken_file.h"

#include "core/support/error.h"
#include "core/text/base64.h"
#include "core/text/vocabulary.h"

#include <charconv>

namespace interweave {

namespace {

/// Cuts off and returns the first line of `rest`, without its line end.
std::string_view takeLine(std::string_view& rest)
{
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

struct RankLine {
    std::string token;
    size_t rank = 0;
};

std::optional<RankLine> parseLine(std::string_view line)
{
    const size_t space = line.find(' ');
    if (space == line.npos)
        return std::nullopt;
    const auto token = decodeBase64(line.substr(0, space));
    const std::string_view digits = line.substr(space + 1);
    RankLine result;
    const auto [end, error]
        = std::from_chars(digits.data(), digits.data() + digits.size(), result.rank);
    if (!token || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    result.token = *token;
    return result;
}

std::vector<std::string> parseRanks(std::string_view bytes, const std::string& where)
{
    std::vector<std::string> tokens;
    for (size_t number = 1; !bytes.empty(); ++number) {
        const std::string_view line = takeLine(bytes);
        if (line.empty())
            continue;
        const auto fail = [&](const std::string& what) {
            throw Error(ErrorCode::CorruptData, where, "line " + std::to_string(number) + what);
        };
        auto parsed = parseLine(line);
        if (!parsed)
            fail(": expected a token in base64, a space and its rank");
        if (parsed->rank != tokens.size())
            fail(" has rank " + std::to_string(parsed->rank) + ", expected "
                + std::to_string(tokens.size()));
        if (tokens.size() > static_cast<size_t>(Vocabulary::kMaxId))
            fail(": more ranks than the " + std::to_string(Vocabulary::kMaxId) + " allowed");
        tokens.push_back(std::move(parsed->token));
    }
    return tokens;
}

void appendReserved(
    std::vector<std::string>& names, const std::string& family, int first, int count)
{
    for (int i = first; i < first + count; ++i)
        names.push_back("<|" + family + "reserved_special_token_" + std::to_string(i) + "|>");
}

std::vector<std::string> llama3Specials()
{
    std::vector<std::string> names = {"<|begin_of_text|>", "<|end_of_text|>",
        "<|reserved_special_token_0|>", "<|reserved_special_token_1|>", "<|finetune_right_pad_id|>",
        "<|step_id|>", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>",
        "<|python_tag|>", "<|image|>"};
    appendReserved(names, "", 2, 244);
    return names;
}

std::vector<std::string> llama4Specials()
{
    std::vector<std::string> names = {"<|begin_of_text|>", "<|end_of_text|>", "<|fim_prefix|>",
        "<|fim_middle|>", "<|fim_suffix|>", "<|header_start|>", "<|header_end|>", "<|eom|>",
        "<|eot|>", "<|step|>"};
    appendReserved(names, "text_post_train_", 0, 6);
    names.insert(names.end(), {"<|python_start|>", "<|python_end|>", "<|finetune_right_pad|>"});
    appendReserved(names, "text_post_train_", 8, 61);
    names.insert(names.end(),
        {"<|image_start|>", "<|image_end|>", "<|vision_reserved_special_token_0|>",
            "<|vision_reserved_special_token_1|>", "<|tile_x_separator|>", "<|tile_y_separator|>",
            "<|vision_reserved_special_token_2|>", "<|vision_reserved_special_token_3|>",
            "<|vision_reserved_special_token_4|>", "<|vision_reserved_special_token_5|>",
            "<|image|>", "<|vision_reserved_special_token_6|>", "<|patch|>"});
    appendReserved(names, "vision_", 7, 1041);
    for (int i = 0; i < 8; ++i)
        names.push_back("<|reasoning_reserved_special_token_" + std::to_string(i) + "|>");
    names.insert(names.end(), {"<|reasoning_thinking_start|>", "<|reasoning_thinking_end|>"});
    appendReserved(names, "", 0, 2048 - static_cast<int>(names.size()));
    return names;
}

/// What is known of a published rank file. Source: the package llama-models 0.3.0.
struct KnownFile {
    size_t ranks;
    std::string_view pattern;
    std::vector<std::string> (*specials)();
};

constexpr KnownFile kKnownFiles[] = {
    {128'000,
        R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)"
        R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
        llama3Specials},
    {200'000,
        R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
        R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
        R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
        R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
        R"(\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
        llama4Specials},
};

} // namespace

bool isTiktokenFile(std::string_view bytes)
{
    return parseLine(takeLine(bytes)).has_value();
}

std::unique_ptr<Tokenizer> makeTiktokenTokenizer(
    std::string_view bytes, const TokenizerConfig& config, const std::string& where)
{
    RankedVocabulary vocabulary;
    vocabulary.tokens = parseRanks(bytes, where);
    const size_t ranks = vocabulary.tokens.size();
    for (const KnownFile& file : kKnownFiles) {
        if (file.ranks != ranks)
            continue;
        vocabulary.pattern = file.pattern;
        for (const std::string& name : file.specials())
            vocabulary.specials.push_back(
                {name, static_cast<int64_t>(ranks + vocabulary.specials.size())});
        vocabulary.bos = "<|begin_of_text|>";
        vocabulary.eos = "<|end_of_text|>";
        return makeRankTokenizer(vocabulary, config, where);
    }
    throw Error(ErrorCode::Unsupported, where,
        "a rank file of " + std::to_string(ranks)
            + " tokens; how it cuts words is known for 128,000 (Llama 3) and 200,000 (Llama 4)");
}

} // namespace interweave
