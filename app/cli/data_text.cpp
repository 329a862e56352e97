// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_text.h"

#include "app/cli/text_format.h"
#include "core/support/number_text.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr int64_t kBarWidth = 32;
constexpr size_t kListed = 8; // of bad lines, repeated and leaked rows; --json has more
constexpr size_t kTextWidth = 60;

std::string countOr(int64_t count, const std::string& none)
{
    return count == 0 ? none : formatCount(count);
}

/// Its end, where it is too long.
std::string oneLine(std::string text)
{
    std::ranges::replace(text, '\n', ' ');
    const size_t width = displayWidth(text);
    if (width <= kTextWidth)
        return text;
    return "…" + text.substr(clipped(text, width - kTextWidth + 1).size());
}

std::string formatHistogram(const LengthSummary& lengths)
{
    const int64_t most = std::max<int64_t>(1, *std::ranges::max_element(lengths.bins));
    std::vector<std::vector<std::string>> rows{{"tokens", "rows", ""}};
    for (size_t i = 0; i < lengths.bins.size(); ++i) {
        const int64_t from = static_cast<int64_t>(i) * lengths.binWidth;
        std::string bar;
        for (int64_t filled = (lengths.bins[i] * kBarWidth + most - 1) / most; filled > 0; --filled)
            bar += "█";
        rows.push_back({std::to_string(from)
                + (lengths.binWidth > 1 ? "–" + std::to_string(from + lengths.binWidth - 1) : ""),
            std::to_string(lengths.bins[i]), bar});
    }
    return formatTable(rows);
}

std::string formatLengths(const std::string& what, const LengthSummary& lengths)
{
    if (lengths.bins.empty())
        return {};
    return "\n" + what + ": min " + formatCount(lengths.shortest) + ", median "
        + formatCount(lengths.median) + ", 95th percentile " + formatCount(lengths.percentile95)
        + ", max " + formatCount(lengths.longest) + " tokens\n" + formatHistogram(lengths);
}

std::string more(int64_t count, size_t shown)
{
    const int64_t rest = count - static_cast<int64_t>(shown);
    return rest > 0 ? "  … and " + formatCount(rest) + " more (--json has a hundred)\n" : "";
}

std::string formatBadLines(const DataReport& report)
{
    if (report.bad.empty())
        return {};
    std::string text = report.skipsBadLines ? "\nBad lines, which training skips:\n"
                                            : "\nBad lines, for which training refuses the file "
                                              "(data.train.skip_bad_lines skips them):\n";
    const size_t shown = std::min(report.bad.size(), kListed);
    for (size_t i = 0; i < shown; ++i)
        text += "  line " + std::to_string(report.bad[i].line) + ": " + report.bad[i].reason + "\n";
    return text + more(report.badLines, shown);
}

std::string formatRepeats(const DataReport& report)
{
    if (report.repeated.empty())
        return {};
    std::string text = "\nRepeated rows:\n";
    const size_t shown = std::min(report.repeated.size(), kListed);
    for (size_t i = 0; i < shown; ++i) {
        const RepeatedRow& row = report.repeated[i];
        text += "  line " + std::to_string(row.line)
            + (row.kind == RepeatedRow::Kind::Exact ? " is line "
                    : row.kind == RepeatedRow::Kind::Normalised
                    ? " but for case, punctuation and spaces is line "
                    : " has another answer than line ")
            + std::to_string(row.earlierLine) + "\n";
    }
    return text + more(report.exactRepeats + report.normalisedRepeats + report.conflicts, shown);
}

std::string formatLeakage(const LeakageReport& report)
{
    std::string text = "\nAgainst " + report.file + ", " + formatCount(report.rows) + " rows:\n"
        + formatFacts({{"whole rows in the training data", formatCount(report.wholeRows)},
            {"prompts, with another answer", formatCount(report.prompts)},
            {"13 words in a row in common", formatCount(report.wordOverlaps)}});
    const size_t shown = std::min(report.leaked.size(), kListed);
    std::vector<std::vector<std::string>> rows{{"line", "training line", "share", "text"}};
    for (size_t i = 0; i < shown; ++i) {
        const LeakedRow& row = report.leaked[i];
        rows.push_back({std::to_string(row.line), std::to_string(row.trainingLine),
            row.kind == LeakedRow::Kind::Words ? formatNumber(row.overlap)
                                               : std::string(name(row.kind)),
            oneLine(row.text)});
    }
    if (shown > 0)
        text += formatTable(rows);
    return text + more(report.wholeRows + report.prompts + report.wordOverlaps, shown);
}

/// Runs of tokens that are alike, marked: plain, [learned], ~cut~.
std::string formatTokens(const ShownRow& row, bool coloured)
{
    enum class Mark { Plain, Learned, Cut };
    const auto begin = [&](Mark mark) -> std::string {
        return mark == Mark::Plain ? ""
            : coloured             ? (mark == Mark::Cut ? "\033[9;2m" : "\033[1;33m")
                                   : (mark == Mark::Cut ? "~" : "[");
    };
    const auto end = [&](Mark mark) -> std::string {
        return mark == Mark::Plain ? "" : coloured ? "\033[0m" : (mark == Mark::Cut ? "~" : "]");
    };
    std::string text;
    Mark current = Mark::Plain;
    for (const DataToken& token : row.tokens) {
        const Mark mark = token.isCut ? Mark::Cut : token.isLearned ? Mark::Learned : Mark::Plain;
        if (mark != current)
            text += end(current) + begin(mark);
        current = mark;
        text += token.text;
    }
    return text + end(current) + "\n";
}

std::string formatRow(const ShownRow& row, bool coloured)
{
    const std::string dropped = row.droppedTurns > 0
        ? ", without its " + formatCount(row.droppedTurns) + " oldest turns"
        : "";
    return "\nLine " + std::to_string(row.line) + "\n" + row.record + "\n\nAs "
        + formatCount(static_cast<int64_t>(row.tokens.size())) + " tokens" + dropped
        + (coloured ? " (in colour: learned; struck out: cut off):\n"
                    : " ([learned], ~cut off~):\n")
        + formatTokens(row, coloured);
}

} // namespace

std::string formatDataReport(const DataReport& report, bool coloured)
{
    std::string text = formatFacts({{"file", report.file}, {"tokenizer", report.tokenizer},
        {"rows", formatCount(report.rows)}, {"bad lines", countOr(report.badLines, "none")},
        {"cut prompts",
            countOr(report.cutPrompts, "none") + " over " + formatCount(report.maxInputTokens)
                + " tokens"},
        {"shortened",
            report.shortenedConversations == 0
                ? ""
                : formatCount(report.shortenedConversations) + " conversations lose old turns"},
        {"cut answers",
            countOr(report.cutAnswers, "none") + " over " + formatCount(report.maxOutputTokens)
                + " tokens"},
        {"empty",
            countOr(report.emptyPrompts, "no") + " prompts, " + countOr(report.emptyAnswers, "no")
                + " answers"},
        {"repeated",
            countOr(report.exactRepeats, "none") + " exact, "
                + countOr(report.normalisedRepeats, "none")
                + " but for case, punctuation and spaces, " + countOr(report.conflicts, "none")
                + " with another answer"}});
    text += formatLengths("Prompts", report.prompt) + formatLengths("Answers", report.answer);
    text += formatBadLines(report) + formatRepeats(report);
    for (const LeakageReport& leakage : report.leakage)
        text += formatLeakage(leakage);
    for (const ShownRow& row : report.shown)
        text += formatRow(row, coloured);
    return text;
}

} // namespace interweave
