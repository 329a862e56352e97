// SPDX-License-Identifier: Apache-2.0
#include "core/data/repeated_rows.h"

#include "core/data/normalised_words.h"
#include "core/data/row_text.h"
#include "core/support/hash.h"

namespace interweave {

namespace {

uint64_t hashOfPair(uint64_t a, uint64_t b)
{
    Hasher hasher;
    hasher.add(a);
    hasher.add(b);
    return hasher.value();
}

uint64_t hashOfText(const std::string& text)
{
    Hasher hasher;
    hasher.add(text);
    return hasher.value();
}

} // namespace

std::optional<RepeatedRow> RepeatedRows::add(const DataRow& row)
{
    using Kind = RepeatedRow::Kind;
    const std::string prompt = promptText(row);
    const std::string& answer = row.outputs.front();
    const uint64_t promptWords = hashOf(normalisedWords(prompt));
    std::optional<RepeatedRow> found;
    const auto look = [&](FirstLines& lines, uint64_t hash, Kind kind) {
        const auto [place, isNew] = lines.emplace(hash, row.line);
        if (!isNew && !found)
            found = {kind, row.line, place->second};
    };
    look(m_exact, hashOfPair(hashOfText(prompt), hashOfText(answer)), Kind::Exact);
    look(m_normalised, hashOfPair(promptWords, hashOf(normalisedWords(answer))), Kind::Normalised);
    if (!row.isText)
        look(m_prompts, promptWords, Kind::Conflict);
    return found;
}

} // namespace interweave
