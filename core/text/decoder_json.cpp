// SPDX-License-Identifier: Apache-2.0
#include "core/text/pipeline_json.h"
#include "core/text/pipeline_sections.h"

namespace interweave {

namespace {

std::unique_ptr<PieceDecoder> makeStrip(const JsonField& section)
{
    section.allowKeys({"type", "content", "start", "stop"});
    return std::make_unique<StripDecoder>(
        readCharacter(section["content"]), section["start"].integer(), section["stop"].integer());
}

std::unique_ptr<PieceDecoder> makeDecoder(const JsonField& section, const std::string& type)
{
    if (type == "ByteLevel") {
        section.allowKeys(
            {"type", "add_prefix_space", "trim_offsets", "use_regex"}); // none matters to decoding
        return std::make_unique<ByteLevelDecoder>();
    }
    if (type == "Metaspace") {
        const MetaspaceOptions options = readMetaspace(section);
        return std::make_unique<MetaspaceDecoder>(
            options.replacement, options.prepend != PrependScheme::Never);
    }
    if (type == "Replace") {
        section.allowKeys({"type", "pattern", "content"});
        return std::make_unique<ReplaceDecoder>(
            readPattern(section["pattern"]), section["content"].text());
    }
    if (type == "ByteFallback") {
        section.allowKeys({"type"});
        return std::make_unique<ByteFallbackDecoder>();
    }
    if (type == "Fuse") {
        section.allowKeys({"type"});
        return std::make_unique<FuseDecoder>();
    }
    if (type == "Strip")
        return makeStrip(section);
    refuseType(section, type);
}

void readDecoderAt(const JsonField& section, int depth, PipelineParts& parts)
{
    const std::string type = section["type"].text();
    if (type == "Sequence")
        readSequence(section, "decoders", depth,
            [&](const JsonField& item, int inner) { readDecoderAt(item, inner, parts); });
    else
        parts.decoders.push_back(makeDecoder(section, type));
}

} // namespace

void readDecoder(const JsonField& section, PipelineParts& parts)
{
    readDecoderAt(section, 0, parts);
}

} // namespace interweave
