// SPDX-License-Identifier: Apache-2.0
#include "core/data/normalised_words.h"

#include "core/support/hash.h"
#include "core/text/utf8.h"

#include <string>

namespace interweave {

namespace {

bool isAlone(char32_t c)
{
    constexpr std::u32string_view kSigns = U"+*/=<>^%";
    const bool kana = c >= 0x3040 && c <= 0x30FF;
    const bool ideograph = (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
    return kana || ideograph || kSigns.find(c) != std::u32string_view::npos;
}

} // namespace

std::vector<uint64_t> normalisedWords(std::string_view text)
{
    std::vector<uint64_t> words;
    std::string word;
    const auto end = [&] {
        if (word.empty())
            return;
        Hasher hasher;
        hasher.add(word);
        words.push_back(hasher.value());
        word.clear();
    };
    for (size_t i = 0; i < text.size();) {
        const Utf8Step step = utf8At(text, i);
        i += step.length;
        const bool valid = step.state == Utf8State::Valid;
        if (valid && isAlone(step.codePoint)) {
            end();
            appendUtf8(word, step.codePoint);
            end();
        } else if (valid && step.codePoint != U'_' && isWordCharacter(step.codePoint)) {
            appendUtf8(word, toLowercase(step.codePoint));
        } else {
            end();
        }
    }
    end();
    return words;
}

uint64_t hashOf(const std::vector<uint64_t>& words, size_t first, size_t count)
{
    Hasher hasher;
    for (size_t i = first; i < first + count; ++i)
        hasher.add(words[i]);
    return hasher.value();
}

uint64_t hashOf(const std::vector<uint64_t>& words)
{
    return hashOf(words, 0, words.size());
}

} // namespace interweave
