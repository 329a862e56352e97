// SPDX-License-Identifier: Apache-2.0
#include "core/report/flips.h"

#include "core/report/forgetting.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace interweave {

namespace {

constexpr std::string_view kSpace = " \t\n\r\f\v";

/// What a branch made of one row.
struct RowAnswer {
    int64_t line = 0;
    std::string prompt;
    std::vector<std::string> accepted;
    std::string said;
    bool right = false;
};

/// One branch's rows of a task with the figure that says which are right.
struct JudgedRows {
    const TaskResult* result = nullptr;
    const MetricResult* metric = nullptr;

    size_t size() const { return metric->rows.size(); }
    bool right(size_t row) const { return metric->rows[row] == 1.0; }
    RowAnswer at(size_t row) const;
};

bool hasAnswers(const TaskResult& result)
{
    const auto rows = static_cast<size_t>(result.score.rows);
    return result.predictions.size() == rows || result.choices.size() == rows;
}

std::string choiceText(const ChoicePrediction& row, int64_t choice)
{
    return choice >= 0 && choice < static_cast<int64_t>(row.choices.size())
        ? row.choices[static_cast<size_t>(choice)].text
        : std::string();
}

RowAnswer JudgedRows::at(size_t row) const
{
    if (!result->predictions.empty()) {
        const Prediction& answer = result->predictions[row];
        return {answer.line, answer.input, answer.accepted, answer.text, right(row)};
    }
    const ChoicePrediction& choice = result->choices[row];
    return {choice.line, choice.input, {choiceText(choice, choice.answer)},
        choiceText(
            choice, metric->metric == "acc_norm" ? choice.likeliestPerByte : choice.likeliest),
        right(row)};
}

std::optional<JudgedRows> judged(const StoredEvaluation* stored, const std::string& metric)
{
    const MetricResult* const figure = metricOf(stored, metric);
    if (!figure || !isRightOrWrong(*figure) || !hasRows(stored->result, *figure)
        || !hasAnswers(stored->result))
        return {};
    return JudgedRows{&stored->result, figure};
}

/// Both branches' rows by the first figure that judges both; absent without.
std::optional<std::pair<JudgedRows, JudgedRows>> judgedBoth(
    const StoredEvaluation* first, const StoredEvaluation* second)
{
    if (!first || !second)
        return {};
    for (const MetricResult& metric : first->result.score.metrics) {
        const auto one = judged(first, metric.metric);
        const auto other = judged(second, metric.metric);
        if (one && other && one->size() == other->size())
            return std::pair(*one, *other);
    }
    return {};
}

/// Cuts the next word off; empty at the end.
std::string_view takeWord(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(kSpace));
    text.remove_prefix(word.size());
    return word;
}

void findParting(FlippedRow& row)
{
    std::string_view tuned = row.tuned;
    std::string_view interwoven = row.interwoven;
    std::string_view one, other;
    do {
        one = takeWord(tuned);
        other = takeWord(interwoven);
    } while (one == other && !one.empty());
    row.tunedWord = one;
    row.interwovenWord = other;
}

bool sameRow(const RowAnswer& one, const RowAnswer& other)
{
    return one.prompt == other.prompt && one.accepted == other.accepted;
}

void addRow(RowFlips& flips, size_t task, RowAnswer tuned, RowAnswer interwoven,
    const std::optional<JudgedRows>& base, size_t place)
{
    FlippedRow row{.task = task,
        .line = interwoven.line,
        .rescued = interwoven.right,
        .baseRight = {},
        .prompt = std::move(interwoven.prompt),
        .accepted = std::move(interwoven.accepted),
        .base = {},
        .tuned = std::move(tuned.said),
        .interwoven = std::move(interwoven.said),
        .tunedWord = {},
        .interwovenWord = {}};
    if (base && place < base->size())
        if (RowAnswer answer = base->at(place); answer.prompt == row.prompt) {
            row.baseRight = answer.right;
            row.base = std::move(answer.said);
        }
    findParting(row);
    ++(row.rescued ? flips.rescued : flips.lost);
    flips.rescuedFromForgetting += row.rescuedFromForgetting() ? 1 : 0;
    flips.rows.push_back(std::move(row));
}

RowFlips flipsBetween(const Scores& scores, size_t tunedVoice, size_t interwovenVoice)
{
    RowFlips flips;
    for (size_t t = 0; t < scores.tasks.size(); ++t) {
        const ScoredTask& task = scores.tasks[t];
        const auto both = judgedBoth(task.results[tunedVoice], task.results[interwovenVoice]);
        if (!both)
            continue;
        const auto& [tuned, interwoven] = *both;
        const auto base = judged(task.base(), tuned.metric->metric);
        for (size_t row = 0; row < tuned.size(); ++row) {
            RowAnswer before = tuned.at(row);
            RowAnswer now = interwoven.at(row);
            if (!sameRow(before, now))
                continue;
            ++flips.compared;
            if (before.right != now.right)
                addRow(flips, t, std::move(before), std::move(now), base, row);
        }
    }
    std::ranges::stable_partition(flips.rows, &FlippedRow::rescued);
    return flips;
}

/// Voices that a run's interwoven branch may be held against, the best first.
std::vector<size_t> tunedVoices(const Scores& scores, const std::vector<RunView>& runs, size_t run)
{
    std::vector<size_t> voices;
    for (size_t v = 0; v < scores.voices.size(); ++v)
        if (scores.voices[v].run == static_cast<int>(run) && scores.voices[v].branch == "tuned")
            voices.push_back(v);
    for (size_t r = 0; r < runs.size(); ++r)
        if (!runs[r].siamese)
            if (const auto voice = scores.ownVoice(runs, r))
                voices.push_back(*voice);
    return voices;
}

} // namespace

std::vector<RowFlips> flipsOf(const Scores& scores, const std::vector<RunView>& runs)
{
    std::vector<RowFlips> result;
    for (size_t r = 0; r < runs.size(); ++r) {
        const auto own = scores.ownVoice(runs, r);
        if (!runs[r].siamese || !own)
            continue;
        for (const size_t voice : tunedVoices(scores, runs, r)) {
            RowFlips flips = flipsBetween(scores, voice, *own);
            if (flips.compared == 0)
                continue;
            const RunView& tuned = runs[static_cast<size_t>(scores.voices[voice].run)];
            flips.run = runs[r].summary().id;
            flips.label = runs[r].label;
            flips.tunedRun = tuned.summary().id;
            flips.tunedLabel = tuned.label;
            result.push_back(std::move(flips));
            break;
        }
    }
    return result;
}

} // namespace interweave
