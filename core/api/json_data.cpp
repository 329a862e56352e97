// SPDX-License-Identifier: Apache-2.0
#include "core/api/json_values.h"

namespace interweave {

namespace {

Json toJson(const LengthSummary& lengths)
{
    return {{"min", lengths.shortest}, {"median", lengths.median},
        {"percentile_95", lengths.percentile95}, {"max", lengths.longest},
        {"bin_width", lengths.binWidth}, {"bins", lengths.bins}};
}

Json toJson(const BadLine& bad)
{
    return {{"line", bad.line}, {"reason", bad.reason}};
}

Json toJson(const RepeatedRow& row)
{
    return {{"kind", name(row.kind)}, {"line", row.line}, {"earlier_line", row.earlierLine}};
}

Json toJson(const LeakedRow& row)
{
    return {{"kind", name(row.kind)}, {"line", row.line}, {"training_line", row.trainingLine},
        {"overlap", row.overlap}, {"text", row.text}};
}

Json toJson(const DataToken& token)
{
    return {{"text", token.text}, {"learned", token.isLearned}, {"cut", token.isCut}};
}

Json toJson(const ShownRow& row);
Json toJson(const LeakageReport& report);

template <class T>
Json listOf(const std::vector<T>& values)
{
    Json list = Json::array();
    for (const T& value : values)
        list.push_back(toJson(value));
    return list;
}

Json toJson(const ShownRow& row)
{
    return {{"line", row.line}, {"record", row.record}, {"prompt", row.prompt},
        {"answer", row.answer}, {"dropped_turns", row.droppedTurns},
        {"tokens", listOf(row.tokens)}};
}

Json toJson(const LeakageReport& report)
{
    return {{"file", report.file}, {"rows", report.rows}, {"whole_rows", report.wholeRows},
        {"prompts", report.prompts}, {"word_overlaps", report.wordOverlaps},
        {"leaked", listOf(report.leaked)}};
}

} // namespace

Json toJson(const DataReport& report)
{
    return {{"file", report.file}, {"tokenizer", report.tokenizer},
        {"max_input_tokens", report.maxInputTokens}, {"max_output_tokens", report.maxOutputTokens},
        {"rows", report.rows}, {"bad_lines", report.badLines}, {"bad", listOf(report.bad)},
        {"skips_bad_lines", report.skipsBadLines}, {"prompt_tokens", toJson(report.prompt)},
        {"answer_tokens", toJson(report.answer)}, {"cut_prompts", report.cutPrompts},
        {"cut_answers", report.cutAnswers},
        {"shortened_conversations", report.shortenedConversations},
        {"empty_prompts", report.emptyPrompts}, {"empty_answers", report.emptyAnswers},
        {"exact_repeats", report.exactRepeats}, {"normalised_repeats", report.normalisedRepeats},
        {"conflicts", report.conflicts}, {"repeated", listOf(report.repeated)},
        {"shown", listOf(report.shown)}, {"leakage", listOf(report.leakage)}};
}

} // namespace interweave
