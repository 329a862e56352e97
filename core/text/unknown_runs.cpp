// SPDX-License-Identifier: Apache-2.0
#include "core/text/unknown_runs.h"

#include "core/text/utf8.h"

namespace interweave {

namespace {

constexpr size_t kKeptBytes = 4096; // at both ends of a run: more than any rule reaches into it
constexpr char32_t kCodePoints = 0x110000;

} // namespace

UnknownRuns::UnknownRuns(const SentencePieceModel& model)
    : m_spellsBytes(model.byteFallback)
    , m_known(kCodePoints)
    , m_rules(model.rules)
{
    m_known[U' '] = m_known[U'\u2581'] = true;
    for (const SentencePieceModel::Piece& piece : model.pieces) {
        m_spellsBytes = m_spellsBytes || piece.type == SentencePieceModel::Byte;
        for (size_t i = 0; i < piece.text.size();) {
            const Utf8Step step = utf8At(piece.text, i);
            m_known[step.codePoint] = true;
            i += step.length;
        }
    }
}

bool UnknownRuns::isUnknown(std::string_view text, size_t at, char32_t codePoint) const
{
    return !m_known[codePoint] && !m_rules.find(text.substr(at));
}

std::string UnknownRuns::shorten(std::string_view text) const
{
    if (m_spellsBytes || text.size() <= 2 * kKeptBytes)
        return std::string(text);
    std::string result;
    size_t runBegin = 0; // of the unknown characters that end at the current one
    size_t copied = 0; // what lies before is in `result` or taken out
    const auto endRun = [&](size_t end) {
        if (end - runBegin <= 2 * kKeptBytes)
            return;
        const size_t cut = previousCharacter(text, runBegin + kKeptBytes);
        result += text.substr(copied, cut - copied);
        copied = previousCharacter(text, end - kKeptBytes);
    };
    for (size_t i = 0; i < text.size();) {
        const Utf8Step step = utf8At(text, i);
        if (!isUnknown(text, i, step.codePoint)) {
            endRun(i);
            runBegin = i + step.length;
        }
        i += step.length;
    }
    endRun(text.size());
    return result += text.substr(copied);
}

} // namespace interweave
