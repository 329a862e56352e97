// SPDX-License-Identifier: Apache-2.0
#include "core/text/pipeline_json.h"
#include "core/text/pipeline_sections.h"

#include <array>

namespace interweave {

namespace {

constexpr std::array<std::pair<std::string_view, SplitBehavior>, 5> kBehaviors = {{
    {"Removed", SplitBehavior::Removed},
    {"Isolated", SplitBehavior::Isolated},
    {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
    {"MergedWithNext", SplitBehavior::MergedWithNext},
    {"Contiguous", SplitBehavior::Contiguous},
}};

// What the types that take no pattern match; word characters as Rust's regex crate has them.
constexpr std::string_view kSpace = R"(\s)";
constexpr std::string_view kPunctuation = R"([\p{P}$+<=>^`|~])";
constexpr std::string_view kWords
    = R"([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169})"
      R"(\x{1f170}-\x{1f189}\x{200c}\x{200d}]+|)"
      R"([^\s\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169})"
      R"(\x{1f170}-\x{1f189}\x{200c}\x{200d}]+)";

SplitBehavior behaviorOf(const JsonField& field)
{
    const std::string name = field.text();
    for (const auto& [known, behavior] : kBehaviors)
        if (known == name)
            return behavior;
    field.unsupported("'" + name + "' is not known here");
}

std::unique_ptr<PreTokenizer> makeSplit(const JsonField& section)
{
    section.allowKeys({"type", "pattern", "behavior", "invert"});
    return std::make_unique<SplitStep>(readPattern(section["pattern"]),
        behaviorOf(section["behavior"]), section.flagOr("invert", false));
}

std::unique_ptr<PreTokenizer> makeFixedSplit(const JsonField& section, std::string_view pattern,
    SplitBehavior behavior, bool inverted = false)
{
    return std::make_unique<SplitStep>(
        Regex::fromOniguruma(pattern, section.where()), behavior, inverted);
}

std::unique_ptr<PreTokenizer> makePreTokenizer(const JsonField& section, const std::string& type)
{
    if (type == "Split")
        return makeSplit(section);
    if (type == "ByteLevel") {
        section.allowKeys(
            {"type", "add_prefix_space", "trim_offsets", "use_regex"}); // offsets are not kept here
        return std::make_unique<ByteLevelStep>(ByteLevelOptions{
            section["add_prefix_space"].flag(), section.flagOr("use_regex", true)});
    }
    if (type == "Digits") {
        section.allowKeys({"type", "individual_digits"});
        return std::make_unique<DigitsStep>(section["individual_digits"].flag());
    }
    if (type == "Metaspace")
        return std::make_unique<MetaspaceStep>(readMetaspace(section));
    if (type == "Whitespace") {
        section.allowKeys({"type"});
        return makeFixedSplit(section, kWords, SplitBehavior::Removed, true);
    }
    if (type == "WhitespaceSplit") {
        section.allowKeys({"type"});
        return makeFixedSplit(section, kSpace, SplitBehavior::Removed);
    }
    if (type == "Punctuation") {
        section.allowKeys({"type", "behavior"});
        const auto behavior = section.find("behavior");
        return makeFixedSplit(
            section, kPunctuation, behavior ? behaviorOf(*behavior) : SplitBehavior::Isolated);
    }
    if (type == "CharDelimiterSplit") {
        section.allowKeys({"type", "delimiter"});
        const JsonField delimiter = section["delimiter"];
        return std::make_unique<SplitStep>(
            Regex::literal(readCharacter(delimiter), delimiter.where()), SplitBehavior::Removed);
    }
    refuseType(section, type);
}

void readPreTokenizerAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    if (type == "Sequence")
        readSequence(section, "pretokenizers", depth,
            [&](const JsonField& item, int inner) { readPreTokenizerAt(item, inner, parts); });
    else
        parts.preTokenizers.push_back(makePreTokenizer(section, type));
}

} // namespace

MetaspaceOptions readMetaspace(const JsonField& section)
{
    section.allowKeys(
        {"type", "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split"});
    MetaspaceOptions options;
    options.replacement = readCharacter(section["replacement"]);
    options.split = section.flagOr("split", true);
    const std::string scheme = section.textOr("prepend_scheme", "always");
    if (scheme == "first")
        options.prepend = PrependScheme::First;
    else if (scheme == "never")
        options.prepend = PrependScheme::Never;
    else if (scheme != "always")
        section["prepend_scheme"].unsupported("'" + scheme + "' is not known here");
    if (!section.flagOr("add_prefix_space", true)) // of older files, before there were schemes
        options.prepend = PrependScheme::Never;
    return options;
}

void readPreTokenizer(const JsonField& section, PipelineParts& parts)
{
    readPreTokenizerAt(section, 0, parts);
}

} // namespace interweave
