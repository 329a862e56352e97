// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_level.h"

#include "core/text/utf8.h"

#include <array>

namespace interweave {

namespace {

constexpr int kNoByte = -1;
constexpr size_t kCodePoints = 0x144; // the spellings lie in U+0021 … U+0143

struct ByteTable {
    std::array<std::string, 256> spelling;
    std::array<int, kCodePoints> byteOf;

    ByteTable()
    {
        byteOf.fill(kNoByte);
        char32_t next = 0x100;
        for (int byte = 0; byte < 256; ++byte) {
            const bool printable
                = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
            const char32_t codePoint = printable ? static_cast<char32_t>(byte) : next++;
            appendUtf8(spelling[byte], codePoint);
            byteOf[codePoint] = byte;
        }
    }
};

const ByteTable& table()
{
    static const ByteTable instance;
    return instance;
}

} // namespace

void appendByteSpelling(std::string& text, std::string_view bytes)
{
    const ByteTable& bytesToText = table();
    for (const char byte : bytes)
        text += bytesToText.spelling[static_cast<uint8_t>(byte)];
}

std::string bytesOfSpelling(std::string_view spelling)
{
    const ByteTable& bytesToText = table();
    std::string bytes;
    for (size_t i = 0; i < spelling.size();) {
        const Utf8Step step = utf8At(spelling, i);
        if (step.codePoint >= kCodePoints || bytesToText.byteOf[step.codePoint] == kNoByte)
            return std::string(spelling);
        bytes += static_cast<char>(bytesToText.byteOf[step.codePoint]);
        i += step.length;
    }
    return bytes;
}

} // namespace interweave
