// SPDX-License-Identifier: Apache-2.0
#include "core/data/leakage.h"

#include "core/data/normalised_words.h"
#include "core/data/row_text.h"

#include <algorithm>
#include <optional>

namespace interweave {

namespace {

constexpr size_t kGramWords = 13; // Brown et al. 2020, Appendix C, as the next
constexpr int64_t kCommonRows = 10; // a 13-gram that more training rows have says nothing
constexpr size_t kListed = 100;
constexpr size_t kTextBytes = 200;

/// The hashes by which a row is found again.
struct RowHashes {
    uint64_t whole = 0;
    std::optional<uint64_t> prompt; // none: it has no words
    std::vector<uint64_t> grams; // one for every word that has twelve more behind it
};

RowHashes hashesOf(const DataRow& row)
{
    std::vector<uint64_t> words = normalisedWords(promptText(row));
    RowHashes hashes;
    if (!words.empty())
        hashes.prompt = hashOf(words);
    const std::vector<uint64_t> answer = normalisedWords(row.outputs.front());
    words.insert(words.end(), answer.begin(), answer.end());
    hashes.whole = hashOf(words);
    for (size_t i = 0; i + kGramWords <= words.size(); ++i)
        hashes.grams.push_back(hashOf(words, i, kGramWords));
    return hashes;
}

/// Where rows differ: prompts begin with instructions.
std::string endOf(const DataRow& row)
{
    std::string text = promptText(row);
    if (text.empty())
        text = row.outputs.front();
    size_t begin = text.size() - std::min(text.size(), kTextBytes);
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
        ++begin; // inside a character
    return text.substr(begin);
}

/// For each 13-gram whether it is a row's own: no word of it lies in one that is common.
std::vector<bool> ownGrams(const std::vector<bool>& common)
{
    constexpr auto kNone = static_cast<size_t>(-1) / 2; // far from every gram
    std::vector<bool> own(common.size(), true);
    size_t last = kNone;
    for (size_t i = 0; i < common.size(); ++i) {
        last = common[i] ? i : last;
        own[i] = last == kNone || i - last >= kGramWords;
    }
    last = kNone;
    for (size_t i = common.size(); i-- > 0;) {
        last = common[i] ? i : last;
        own[i] = own[i] && (last == kNone || last - i >= kGramWords);
    }
    return own;
}

} // namespace

void LeakageCheck::addFile(std::string name, const std::vector<DataRow>& rows)
{
    for (const DataRow& row : rows) {
        const RowHashes hashes = hashesOf(row);
        m_wholes[hashes.whole];
        if (hashes.prompt)
            m_prompts[*hashes.prompt];
        for (const uint64_t gram : hashes.grams)
            m_grams[gram];
        m_rows.push_back({m_files.size(), row.line, hashes.whole, hashes.prompt.value_or(0),
            hashes.grams, endOf(row)});
    }
    m_files.push_back(std::move(name));
    m_rowCounts.push_back(static_cast<int64_t>(rows.size()));
}

void LeakageCheck::note(Index& index, uint64_t hash, int64_t line) const
{
    const auto found = index.find(hash);
    if (found == index.end() || found->second.lastRow == m_trainingRows)
        return;
    Seen& seen = found->second;
    if (seen.rows++ == 0)
        seen.firstLine = line;
    seen.lastRow = m_trainingRows;
}

void LeakageCheck::see(const DataRow& trainingRow)
{
    const RowHashes hashes = hashesOf(trainingRow);
    note(m_wholes, hashes.whole, trainingRow.line);
    if (hashes.prompt)
        note(m_prompts, *hashes.prompt, trainingRow.line);
    for (const uint64_t gram : hashes.grams)
        note(m_grams, gram, trainingRow.line);
    ++m_trainingRows;
}

std::vector<LeakageReport> LeakageCheck::reports() const
{
    std::vector<LeakageReport> reports;
    for (size_t i = 0; i < m_files.size(); ++i)
        reports.push_back({m_files[i], m_rowCounts[i], 0, 0, 0, {}});
    const auto seenIn = [](const Index& index, uint64_t hash) {
        const auto found = index.find(hash);
        return found == index.end() ? Seen() : found->second;
    };
    for (const Row& row : m_rows) {
        LeakageReport& report = reports[row.file];
        LeakedRow leaked{LeakedRow::Kind::Words, row.line, 0, 1.0, row.text};
        std::vector<bool> common;
        for (const uint64_t gram : row.grams)
            common.push_back(seenIn(m_grams, gram).rows > kCommonRows);
        const std::vector<bool> own = ownGrams(common);
        int64_t shared = 0;
        for (size_t i = 0; i < own.size(); ++i)
            if (const Seen seen = seenIn(m_grams, row.grams[i]); own[i] && seen.rows > 0) {
                ++shared;
                leaked.trainingLine = leaked.trainingLine == 0
                    ? seen.firstLine
                    : std::min(leaked.trainingLine, seen.firstLine);
            }
        if (const Seen whole = seenIn(m_wholes, row.whole); whole.rows > 0) {
            leaked.kind = LeakedRow::Kind::WholeRow;
            leaked.trainingLine = whole.firstLine;
            ++report.wholeRows;
        } else if (const Seen prompt = seenIn(m_prompts, row.prompt); prompt.rows > 0) {
            leaked.kind = LeakedRow::Kind::Prompt;
            leaked.trainingLine = prompt.firstLine;
            ++report.prompts;
        } else if (shared > 0) {
            leaked.overlap
                = static_cast<double>(shared) / static_cast<double>(std::ranges::count(own, true));
            ++report.wordOverlaps;
        } else {
            continue;
        }
        report.leaked.push_back(std::move(leaked));
    }
    for (LeakageReport& report : reports) {
        std::ranges::stable_sort(report.leaked, [](const LeakedRow& a, const LeakedRow& b) {
            return a.kind != b.kind ? a.kind < b.kind : a.overlap > b.overlap;
        });
        if (report.leaked.size() > kListed)
            report.leaked.resize(kListed);
    }
    return reports;
}

} // namespace interweave
