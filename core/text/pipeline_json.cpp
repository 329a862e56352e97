// SPDX-License-Identifier: Apache-2.0
#include "core/text/pipeline_json.h"

#include <array>

namespace interweave {

namespace {

constexpr std::array<std::pair<std::string_view, UnicodeForm>, 4> kForms
    = {{{"NFC", UnicodeForm::Nfc}, {"NFD", UnicodeForm::Nfd}, {"NFKC", UnicodeForm::Nfkc},
        {"NFKD", UnicodeForm::Nfkd}}};

constexpr std::array<std::pair<std::string_view, SplitBehavior>, 5> kBehaviors = {{
    {"Removed", SplitBehavior::Removed},
    {"Isolated", SplitBehavior::Isolated},
    {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
    {"MergedWithNext", SplitBehavior::MergedWithNext},
    {"Contiguous", SplitBehavior::Contiguous},
}};

/// Sequences inside sequences are legal; nobody needs many levels, and reading them recurses.
constexpr int kMaxDepth = 16;

/// Calls `read` for each element of the array `key`.
template <typename Read>
void readSequence(const JsonField& section, std::string_view key, int depth, Read read)
{
    section.allowKeys({"type", key});
    if (depth >= kMaxDepth)
        section.unsupported("sequences nested deeper than " + std::to_string(kMaxDepth));
    for (const JsonField& item : section[key].items())
        read(item, depth + 1);
}

[[noreturn]] void unknownType(const JsonField& section, const std::string& type)
{
    section["type"].unsupported("'" + type + "' is not known here");
}

SplitBehavior behaviorOf(const JsonField& field)
{
    const std::string name = field.text();
    for (const auto& [known, behavior] : kBehaviors)
        if (known == name)
            return behavior;
    field.unsupported("'" + name + "' is not known here");
}

Regex patternOf(const JsonField& pattern)
{
    pattern.allowKeys({"Regex", "String"});
    if (const auto regex = pattern.find("Regex"))
        return Regex::fromOniguruma(regex->text(), regex->where());
    const JsonField literal = pattern["String"];
    return Regex::literal(literal.text(), literal.where());
}

void readNormalizerAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    if (type == "Sequence") {
        readSequence(section, "normalizers", depth,
            [&](const JsonField& item, int inner) { readNormalizerAt(item, inner, parts); });
        return;
    }
    for (const auto& [name, form] : kForms) {
        if (name != type)
            continue;
        section.allowKeys({"type"});
        parts.normalizers.push_back(std::make_unique<UnicodeNormalizer>(form));
        return;
    }
    unknownType(section, type);
}

void readPreTokenizerAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    if (type == "Sequence") {
        readSequence(section, "pretokenizers", depth,
            [&](const JsonField& item, int inner) { readPreTokenizerAt(item, inner, parts); });
    } else if (type == "ByteLevel") {
        section.allowKeys(
            {"type", "add_prefix_space", "trim_offsets", "use_regex"}); // offsets are not kept here
        parts.preTokenizers.push_back(std::make_unique<ByteLevelStep>(ByteLevelOptions{
            section["add_prefix_space"].flag(), section.flagOr("use_regex", true)}));
    } else if (type == "Digits") {
        section.allowKeys({"type", "individual_digits"});
        parts.preTokenizers.push_back(
            std::make_unique<DigitsStep>(section["individual_digits"].flag()));
    } else if (type == "Split") {
        section.allowKeys({"type", "pattern", "behavior", "invert"});
        parts.preTokenizers.push_back(std::make_unique<SplitStep>(patternOf(section["pattern"]),
            behaviorOf(section["behavior"]), section.flagOr("invert", false)));
    } else {
        unknownType(section, type);
    }
}

/// The ids of a special token of a template, checked against the vocabulary.
std::vector<TokenId> templateIds(
    const JsonField& section, const std::string& token, const PipelineParts& parts)
{
    std::vector<TokenId> ids;
    for (const JsonField& item : section["special_tokens"][token]["ids"].items()) {
        if (!parts.vocabulary->contains(item.integer()))
            item.corrupt("id " + std::to_string(item.integer()) + " is not in the vocabulary");
        ids.push_back(static_cast<TokenId>(item.integer()));
    }
    return ids;
}

void readTemplate(const JsonField& section, PipelineParts& parts)
{
    section.allowKeys(
        {"type", "single", "pair", "special_tokens"}); // pairs of texts are not encoded here
    bool afterText = false;
    for (const JsonField& item : section["single"].items()) {
        item.allowKeys({"SpecialToken", "Sequence"});
        if (const auto special = item.find("SpecialToken")) {
            const std::vector<TokenId> ids = templateIds(section, (*special)["id"].text(), parts);
            auto& side = afterText ? parts.suffix : parts.prefix;
            side.insert(side.end(), ids.begin(), ids.end());
        } else if (afterText || item["Sequence"]["id"].text() != "A") {
            item.unsupported("a template for one text must hold the text once, as sequence 'A'");
        } else {
            afterText = true;
        }
    }
    if (!afterText)
        section["single"].unsupported("the template does not hold the text");
}

void readPostProcessorAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    if (type == "Sequence") {
        readSequence(section, "processors", depth,
            [&](const JsonField& item, int inner) { readPostProcessorAt(item, inner, parts); });
    } else if (type == "TemplateProcessing") {
        if (!parts.prefix.empty() || !parts.suffix.empty())
            section.unsupported("a second template");
        readTemplate(section, parts);
    } else if (type == "ByteLevel") {
        section.allowKeys(
            {"type", "add_prefix_space", "trim_offsets", "use_regex"}); // adjusts offsets only
    } else {
        unknownType(section, type);
    }
}

void readDecoderAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    if (type == "Sequence") {
        readSequence(section, "decoders", depth,
            [&](const JsonField& item, int inner) { readDecoderAt(item, inner, parts); });
    } else if (type == "ByteLevel") {
        section.allowKeys(
            {"type", "add_prefix_space", "trim_offsets", "use_regex"}); // none matters to decoding
        parts.decoders.push_back(std::make_unique<ByteLevelDecoder>());
    } else {
        unknownType(section, type);
    }
}

} // namespace

void readNormalizer(const JsonField& section, PipelineParts& parts)
{
    readNormalizerAt(section, 0, parts);
}

void readPreTokenizer(const JsonField& section, PipelineParts& parts)
{
    readPreTokenizerAt(section, 0, parts);
}

void readPostProcessor(const JsonField& section, PipelineParts& parts)
{
    readPostProcessorAt(section, 0, parts);
}

void readDecoder(const JsonField& section, PipelineParts& parts)
{
    readDecoderAt(section, 0, parts);
}

} // namespace interweave
