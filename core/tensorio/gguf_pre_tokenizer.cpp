// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_pre_tokenizer.h"

#include "core/support/error.h"

#include <span>
#include <string_view>

namespace interweave {

namespace {

using Json = nlohmann::ordered_json;

struct Step {
    enum Kind {
        Split, // isolates what the pattern matches
        SingleDigits,
        DigitRuns,
        PunctuationRuns,
        Bytes, // ByteLevel with GPT-2's own pattern
    };
    Kind kind;
    std::string_view pattern = {};
};

struct Rule {
    std::string_view name;
    std::span<const Step> steps; // without Bytes, ByteLevel follows with its pattern switched off
    bool normalizes = false;
    bool ignoresMerges = false;
    bool addsBos = false;
};

constexpr Step kGpt2[] = {{Step::Bytes}};
constexpr Step kStarcoder[] = {{Step::SingleDigits}, {Step::Bytes}};
constexpr Step kFalcon[]
    = {{Step::PunctuationRuns}, {Step::Bytes}, {Step::DigitRuns}, {Step::Split, "[0-9][0-9][0-9]"}};
constexpr Step kQwen2[] = {{Step::Split,
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)"
    R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}};
constexpr Step kQwen35[] = {{Step::Split,
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}|)"
    R"( ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}};
constexpr Step kLlama3[] = {{Step::Split,
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)"
    R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}};
constexpr Step kMiniCpm5[] = {{Step::Split, R"(\p{N}{1,3})"},
    {Step::Split,
        R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+|)"
        R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}};
constexpr Step kSeedCoder[] = {{Step::Split,
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}|)"
    R"( ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+)"}};
constexpr Step kBailing[] = {{Step::Split,
    R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}|)"
    R"( ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+)"}};
constexpr Step kExaoneMoe[] = {{Step::Split,
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}|)"
    R"( ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+)"}};
constexpr Step kTekken[] = {{Step::Split,
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|)"
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|)"
    R"(\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}};
constexpr std::string_view kGpt4oSplit
    = R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
      R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
      R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
      R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
      R"(\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr Step kGpt4o[] = {{Step::Split, kGpt4oSplit}};
constexpr Step kTinyAya[]
    = {{Step::Split, R"(\d{1,3}(?=(?:\d{3})*\b))"}, {Step::Split, kGpt4oSplit}};
constexpr Step kKimi[] = {{Step::Split,
    R"([\p{Han}]+|)"
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*)"
    R"([\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+)"
    R"([\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
    R"(\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}};
constexpr Step kBloom[] = {{Step::Split, R"( ?[^(\s|.,!?…。，、।۔،)]+)"}};

constexpr std::string_view kCjk = "[一-龥ࠀ-一가-퟿]+";
constexpr Step kDeepSeekCoder[] = {{Step::Split, R"([\r\n])"}, {Step::Split, R"(\s?\p{L}+)"},
    {Step::Split, R"(\s?\p{P}+)"}, {Step::Split, kCjk}, {Step::SingleDigits}};
constexpr Step kDeepSeekLlm[] = {{Step::Split, R"([\r\n])"},
    {Step::Split,
        R"(\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-Ჺ)"
        R"(Ჽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-ώᾀ-ᾴᾶ-ᾼιῂ-ῄῆ-ῌῐ-ΐῖ-Ίῠ-Ῥῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝ)"
        R"(ℤΩℨK-ℭℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀)"
        R"(-𐲲𐳀-𐳲𑢠-𑣟𞤀-𞥃]+)"},
    {Step::Split, R"(\s?[!-/:-~！-／：-～‘-‟　-。]+)"}, {Step::Split, R"(\s+$)"},
    {Step::Split, kCjk}, {Step::SingleDigits}};
constexpr Step kDeepSeekV3[] = {{Step::Split, R"(\p{N}{1,3})"},
    {Step::Split, "[一-龥\u3040-ゟ゠-ヿ]+"},
    {Step::Split,
        R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|)"
        R"( ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}};

// In the spelling of the models' own tokenizer.json. Source of the names: llama.cpp,
// llama-vocab.cpp (llama_vocab::impl::load and llm_tokenizer_bpe).
constexpr Rule kRules[] = {
    {.name = "default", .steps = kGpt2},
    {.name = "gpt-2", .steps = kGpt2},
    {.name = "phi-2", .steps = kGpt2},
    {.name = "exaone4", .steps = kGpt2},
    {.name = "granite-docling", .steps = kGpt2},
    {.name = "jais", .steps = kGpt2},
    {.name = "trillion", .steps = kGpt2},
    {.name = "mpt", .steps = kGpt2, .normalizes = true},
    {.name = "olmo", .steps = kGpt2, .normalizes = true},
    {.name = "starcoder", .steps = kStarcoder},
    {.name = "refact", .steps = kStarcoder},
    {.name = "smollm", .steps = kStarcoder},
    {.name = "codeshell", .steps = kStarcoder},
    {.name = "exaone", .steps = kStarcoder},
    {.name = "minerva-7b", .steps = kStarcoder},
    {.name = "command-r", .steps = kStarcoder, .normalizes = true},
    {.name = "falcon", .steps = kFalcon},
    {.name = "qwen2", .steps = kQwen2, .normalizes = true},
    {.name = "deepseek-r1-qwen", .steps = kQwen2, .normalizes = true},
    {.name = "megrez", .steps = kQwen2, .normalizes = true},
    {.name = "stablelm2", .steps = kQwen2},
    {.name = "hunyuan", .steps = kQwen2},
    {.name = "solar-open", .steps = kQwen2},
    {.name = "grok-2", .steps = kQwen2},
    {.name = "qwen35", .steps = kQwen35},
    {.name = "llama-bpe", .steps = kLlama3, .ignoresMerges = true, .addsBos = true},
    {.name = "llama3", .steps = kLlama3, .ignoresMerges = true, .addsBos = true},
    {.name = "llama-v3", .steps = kLlama3, .ignoresMerges = true, .addsBos = true},
    {.name = "falcon3", .steps = kLlama3, .ignoresMerges = true, .addsBos = true},
    {.name = "falcon-h1", .steps = kLlama3, .ignoresMerges = true, .addsBos = true},
    {.name = "lfm2", .steps = kLlama3, .ignoresMerges = true, .addsBos = true},
    {.name = "dbrx", .steps = kLlama3},
    {.name = "smaug-bpe", .steps = kLlama3},
    {.name = "chatglm-bpe", .steps = kLlama3},
    {.name = "glm4", .steps = kLlama3, .ignoresMerges = true},
    {.name = "glm5", .steps = kLlama3, .ignoresMerges = true},
    {.name = "minicpm5", .steps = kMiniCpm5, .ignoresMerges = true},
    {.name = "seed-coder", .steps = kSeedCoder},
    {.name = "bailingmoe", .steps = kBailing},
    {.name = "bailingmoe2", .steps = kBailing},
    {.name = "llada-moe", .steps = kBailing},
    {.name = "exaone-moe", .steps = kExaoneMoe},
    {.name = "tekken", .steps = kTekken, .ignoresMerges = true, .addsBos = true},
    {.name = "gpt-4o", .steps = kGpt4o},
    {.name = "llama4", .steps = kGpt4o},
    {.name = "kanana2", .steps = kGpt4o},
    {.name = "minimax-m2", .steps = kGpt4o},
    {.name = "tiny_aya", .steps = kTinyAya},
    {.name = "cohere2moe", .steps = kTinyAya},
    {.name = "kimi-k2", .steps = kKimi},
    {.name = "bloom", .steps = kBloom},
    {.name = "poro-chat", .steps = kBloom},
    {.name = "gpt3-finnish", .steps = kBloom},
    {.name = "deepseek-coder", .steps = kDeepSeekCoder},
    {.name = "deepseek-llm", .steps = kDeepSeekLlm},
    {.name = "deepseek-v3", .steps = kDeepSeekV3},
    {.name = "hunyuan-dense", .steps = kDeepSeekV3},
    {.name = "joyai-llm", .steps = kDeepSeekV3},
};

Json byteLevel(bool useRegex)
{
    return {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true},
        {"use_regex", useRegex}};
}

Json stepJson(const Step& step)
{
    switch (step.kind) {
    case Step::Split:
        return {{"type", "Split"}, {"pattern", {{"Regex", step.pattern}}}, {"behavior", "Isolated"},
            {"invert", false}};
    case Step::SingleDigits: return {{"type", "Digits"}, {"individual_digits", true}};
    case Step::DigitRuns: return {{"type", "Digits"}, {"individual_digits", false}};
    case Step::PunctuationRuns: return {{"type", "Punctuation"}, {"behavior", "Contiguous"}};
    case Step::Bytes: return byteLevel(true);
    }
    return {};
}

} // namespace

GgufPreTokenizer findGgufPreTokenizer(const std::string& name, const std::string& where)
{
    std::string supported;
    for (const Rule& rule : kRules) {
        supported += (supported.empty() ? "" : ", ") + std::string(rule.name);
        if (rule.name != name)
            continue;
        Json steps = Json::array();
        bool hasBytes = false;
        for (const Step& step : rule.steps) {
            steps.push_back(stepJson(step));
            hasBytes = hasBytes || step.kind == Step::Bytes;
        }
        if (!hasBytes)
            steps.push_back(byteLevel(false));
        return {{{"type", "Sequence"}, {"pretokenizers", steps}}, rule.normalizes,
            rule.ignoresMerges, rule.addsBos};
    }
    throw Error(ErrorCode::Unsupported, where,
        "the pre-tokenizer '" + name + "' is not supported (supported: " + supported + ")");
}

} // namespace interweave
