// SPDX-License-Identifier: Apache-2.0
#include "core/text/piece_decoder.h"

#include "core/text/byte_level.h"
#include "core/text/byte_pieces.h"

namespace interweave {

void ByteLevelDecoder::apply(std::vector<std::string>& pieces) const
{
    for (std::string& piece : pieces)
        piece = bytesOfSpelling(piece);
}

void MetaspaceDecoder::apply(std::vector<std::string>& pieces) const
{
    for (std::string& piece : pieces) {
        const std::string_view space = m_dropsFirst && &piece == pieces.data() ? "" : " ";
        for (size_t at = piece.find(m_mark); at != piece.npos;
             at = piece.find(m_mark, at + space.size()))
            piece.replace(at, m_mark.size(), space);
    }
}

void ReplaceDecoder::apply(std::vector<std::string>& pieces) const
{
    for (std::string& piece : pieces)
        piece = m_pattern.replaceAll(piece, m_content);
}

void ByteFallbackDecoder::apply(std::vector<std::string>& pieces) const
{
    std::vector<std::string> joined;
    std::string bytes;
    const auto endRun = [&](Utf8End end) {
        if (!bytes.empty())
            joined.push_back(replaceInvalidBytes(bytes, end));
        bytes.clear();
    };
    for (std::string& piece : pieces) {
        if (const auto byte = BytePieces::byteOf(piece)) {
            bytes += *byte;
            continue;
        }
        endRun(Utf8End::Replace);
        joined.push_back(std::move(piece));
    }
    endRun(Utf8End::Keep);
    pieces = std::move(joined);
}

void FuseDecoder::apply(std::vector<std::string>& pieces) const
{
    std::string text;
    for (const std::string& piece : pieces)
        text += piece;
    pieces.assign(1, std::move(text));
}

void StripDecoder::apply(std::vector<std::string>& pieces) const
{
    for (std::string& piece : pieces) {
        std::string_view rest = piece;
        for (int64_t i = 0; i < m_start && rest.starts_with(m_content); ++i)
            rest.remove_prefix(m_content.size());
        for (int64_t i = 0; i < m_stop && rest.ends_with(m_content); ++i)
            rest.remove_suffix(m_content.size());
        piece = std::string(rest);
    }
}

} // namespace interweave
