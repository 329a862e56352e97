// SPDX-License-Identifier: Apache-2.0
#include "core/text/base64.h"
#include "core/text/pipeline_json.h"
#include "core/text/pipeline_sections.h"

#include <array>

namespace interweave {

namespace {

constexpr std::array<std::pair<std::string_view, UnicodeForm>, 4> kForms
    = {{{"NFC", UnicodeForm::Nfc}, {"NFD", UnicodeForm::Nfd}, {"NFKC", UnicodeForm::Nfkc},
        {"NFKD", UnicodeForm::Nfkd}}};

Charsmap readCharsmap(const JsonField& section)
{
    const JsonField table = section["precompiled_charsmap"];
    const auto bytes = decodeBase64(table.text());
    if (!bytes)
        table.corrupt("not base64");
    return Charsmap(*bytes, table.where());
}

/// The steps that have nothing to set; null for another type.
std::unique_ptr<Normalizer> makePlainNormalizer(const std::string& type)
{
    for (const auto& [name, form] : kForms)
        if (name == type)
            return std::make_unique<UnicodeNormalizer>(form);
    if (type == "StripAccents")
        return std::make_unique<StripAccentsNormalizer>();
    if (type == "Lowercase")
        return std::make_unique<LowercaseNormalizer>();
    if (type == "Nmt")
        return std::make_unique<NmtNormalizer>();
    if (type == "ByteLevel")
        return std::make_unique<ByteLevelNormalizer>();
    return nullptr;
}

std::unique_ptr<Normalizer> makeNormalizer(const JsonField& section, const std::string& type)
{
    if (auto plain = makePlainNormalizer(type)) {
        section.allowKeys({"type"});
        return plain;
    }
    if (type == "Prepend") {
        section.allowKeys({"type", "prepend"});
        return std::make_unique<PrependNormalizer>(section["prepend"].text());
    }
    if (type == "Replace") {
        section.allowKeys({"type", "pattern", "content"});
        return std::make_unique<ReplaceNormalizer>(
            readPattern(section["pattern"]), section["content"].text());
    }
    if (type == "Strip") {
        section.allowKeys({"type", "strip_left", "strip_right"});
        return std::make_unique<StripNormalizer>(
            section["strip_left"].flag(), section["strip_right"].flag());
    }
    if (type == "Precompiled") {
        section.allowKeys({"type", "precompiled_charsmap"});
        return std::make_unique<CharsmapNormalizer>(readCharsmap(section));
    }
    refuseType(section, type);
}

void readNormalizerAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    if (type == "Sequence")
        readSequence(section, "normalizers", depth,
            [&](const JsonField& item, int inner) { readNormalizerAt(item, inner, parts); });
    else
        parts.normalizers.push_back(makeNormalizer(section, type));
}

} // namespace

void readNormalizer(const JsonField& section, PipelineParts& parts)
{
    readNormalizerAt(section, 0, parts);
}

} // namespace interweave
