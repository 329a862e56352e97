// SPDX-License-Identifier: Apache-2.0
#include "core/text/pipeline_json.h"
#include "core/text/pipeline_sections.h"

namespace interweave {

namespace {

TokenId knownId(const JsonField& field, const PipelineParts& parts)
{
    const int64_t id = field.integer();
    if (!parts.vocabulary->contains(id))
        field.corrupt("id " + std::to_string(id) + " is not in the vocabulary");
    return static_cast<TokenId>(id);
}

/// The ids of a special token of a template, checked against the vocabulary.
std::vector<TokenId> templateIds(
    const JsonField& section, const std::string& token, const PipelineParts& parts)
{
    std::vector<TokenId> ids;
    for (const JsonField& item : section["special_tokens"][token]["ids"].items())
        ids.push_back(knownId(item, parts));
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

/// `cls` before the text and `sep` behind it, each a token and its id.
void readClsAndSep(const JsonField& section, PipelineParts& parts)
{
    section.allowKeys({"type", "sep", "cls", "trim_offsets", "add_prefix_space"});
    const auto idIn = [&](std::string_view key) {
        const std::vector<JsonField> token = section[key].items();
        if (token.size() != 2)
            section[key].corrupt("expected a token and its id");
        return knownId(token[1], parts);
    };
    parts.prefix.push_back(idIn("cls"));
    parts.suffix.push_back(idIn("sep"));
}

void readPostProcessorAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    const bool isFirst = parts.prefix.empty() && parts.suffix.empty();
    if (type == "Sequence") {
        readSequence(section, "processors", depth,
            [&](const JsonField& item, int inner) { readPostProcessorAt(item, inner, parts); });
    } else if (type == "ByteLevel") {
        section.allowKeys(
            {"type", "add_prefix_space", "trim_offsets", "use_regex"}); // adjusts offsets only
    } else if (type == "TemplateProcessing" || type == "BertProcessing"
        || type == "RobertaProcessing") {
        if (!isFirst)
            section.unsupported("a second template");
        if (type == "TemplateProcessing")
            readTemplate(section, parts);
        else
            readClsAndSep(section, parts);
    } else {
        refuseType(section, type);
    }
}

} // namespace

void readPostProcessor(const JsonField& section, PipelineParts& parts)
{
    readPostProcessorAt(section, 0, parts);
}

} // namespace interweave
