// SPDX-License-Identifier: Apache-2.0
#include "core/eval/metric.h"

#include "core/eval/answer_text.h"
#include "core/eval/final_number.h"
#include "core/eval/rouge.h"
#include "core/eval/text_metrics.h"
#include "core/support/error.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interweave {

namespace {

/// How often prediction and truth said yes and no.
struct YesNoCounts {
    double bothYes = 0.0;
    double onlyPredicted = 0.0;
    double onlyTrue = 0.0;
    double neither = 0.0;
};

double f1(const YesNoCounts& n)
{
    const double denominator = 2.0 * n.bothYes + n.onlyPredicted + n.onlyTrue;
    return denominator > 0.0 ? 2.0 * n.bothYes / denominator : 0.0;
}

double matthewsCorrelation(const YesNoCounts& n)
{
    const double denominator = std::sqrt((n.bothYes + n.onlyPredicted) * (n.bothYes + n.onlyTrue))
        * std::sqrt((n.neither + n.onlyPredicted) * (n.neither + n.onlyTrue));
    return denominator > 0.0 ? (n.bothYes * n.neither - n.onlyPredicted * n.onlyTrue) / denominator
                             : 0.0;
}

bool trulyYes(const AnsweredRow& row)
{
    return saysYes(row.accepted.front());
}

bool sameFinalNumber(const AnsweredRow& row)
{
    const auto expected = finalNumber(row.accepted.front());
    return expected && finalNumber(row.prediction) == expected;
}

/// Exactly one of the three functions is set; it says what kind of figure the metric is.
struct Metric {
    std::string_view name;
    std::string_view shortForm{};
    bool (*holds)(const AnsweredRow&) = nullptr; // proportion of rows
    double (*rowScore)(const AnsweredRow&) = nullptr; // mean over the rows
    double (*yesNoFigure)(const YesNoCounts&) = nullptr; // of the whole set
};

constexpr size_t kMetricCount = 10;

const std::array<Metric, kMetricCount>& metrics()
{
    using Row = const AnsweredRow&;
    static const std::array<Metric, kMetricCount> table{{
        {.name = "EM", .holds = [](Row r) { return exactMatch(r.prediction, r.accepted); }},
        {.name = "Contain",
            .holds = [](Row r) { return containsAnswer(r.prediction, r.accepted); }},
        {.name = "F1_overlap",
            .rowScore = [](Row r) { return tokenSetF1(r.prediction, r.accepted.front()); }},
        {.name = "Rouge1",
            .rowScore = [](Row r) { return rouge(r.prediction, r.accepted.front()).rouge1; }},
        {.name = "Rouge2",
            .rowScore = [](Row r) { return rouge(r.prediction, r.accepted.front()).rouge2; }},
        {.name = "RougeL",
            .rowScore = [](Row r) { return rouge(r.prediction, r.accepted.front()).rougeL; }},
        {.name = "accuracy", .holds = [](Row r) { return saysYes(r.prediction) == trulyYes(r); }},
        {.name = "F1_yes", .shortForm = "f1", .yesNoFigure = f1},
        {.name = "MCC_yes", .shortForm = "mcc", .yesNoFigure = matthewsCorrelation},
        {.name = "final_number", .holds = sameFinalNumber},
    }};
    return table;
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    return lowerCasedAscii(a) == lowerCasedAscii(b);
}

bool endInNumbers(std::span<const AnsweredRow> rows)
{
    return !rows.empty() && std::ranges::all_of(rows, [](const AnsweredRow& row) {
        return finalNumber(row.accepted.front()).has_value();
    });
}

/// The one of the names that equals `name` but for case.
std::string oneOf(const std::vector<std::string>& names, std::string_view name, const char* kind,
    const std::string& where)
{
    std::string known;
    for (const std::string& metric : names) {
        if (equalIgnoringCase(name, metric))
            return metric;
        known += (known.empty() ? "" : ", ") + metric;
    }
    throw Error(ErrorCode::InvalidArgument, where,
        std::string("unknown metric of ") + kind + " '" + std::string(name) + "', expected one of "
            + known);
}

/// Gorodkin's R_K: `right` rows of all; how often each class was `said`, and how often it was
/// `real`.
double matthewsCorrelation(
    double rows, double right, std::span<const double> said, std::span<const double> real)
{
    double covariance = rows * right;
    double ofSaid = rows * rows;
    double ofReal = rows * rows;
    for (size_t k = 0; k < said.size(); ++k) {
        covariance -= said[k] * real[k];
        ofSaid -= said[k] * said[k];
        ofReal -= real[k] * real[k];
    }
    const double denominator = std::sqrt(ofSaid) * std::sqrt(ofReal);
    return denominator > 0.0 ? covariance / denominator : 0.0;
}

} // namespace

std::vector<std::string> metricNames()
{
    std::vector<std::string> names;
    for (const Metric& metric : metrics())
        names.emplace_back(metric.name);
    return names;
}

std::string canonicalMetric(std::string_view name, const std::string& where)
{
    std::string known;
    for (const Metric& metric : metrics()) {
        if (equalIgnoringCase(name, metric.name)
            || (!metric.shortForm.empty() && equalIgnoringCase(name, metric.shortForm)))
            return std::string(metric.name);
        known += (known.empty() ? "" : ", ") + std::string(metric.name);
    }
    throw Error(ErrorCode::InvalidArgument, where,
        "unknown metric '" + std::string(name) + "', expected one of " + known);
}

std::vector<std::string> textMetricNames(bool afterPrompt)
{
    if (afterPrompt)
        return {"answer_cross_entropy", "kl_from_base", "top1_agreement"};
    return {"cross_entropy", "perplexity", "kl_from_base", "top1_agreement"};
}

bool isCrossEntropy(std::string_view metric)
{
    return isTextCrossEntropy(metric) || metric == "answer_cross_entropy";
}

bool isTextCrossEntropy(std::string_view metric)
{
    return metric == "cross_entropy";
}

bool isMatthews(std::string_view metric)
{
    const std::string_view name = metric.substr(0, metric.find(','));
    return name == "MCC_yes" || name == "mcc";
}

std::string canonicalTextMetric(std::string_view name, const std::string& where, bool afterPrompt)
{
    return oneOf(textMetricNames(afterPrompt), name, "texts", where);
}

std::vector<std::string> choiceMetricNames()
{
    return {"acc", "acc_norm", "mcc"};
}

std::string canonicalChoiceMetric(std::string_view name, const std::string& where)
{
    return oneOf(choiceMetricNames(), name, "choices", where);
}

bool isYesNo(std::span<const AnsweredRow> rows)
{
    return !rows.empty() && std::ranges::all_of(rows, [](const AnsweredRow& row) {
        const std::string answer = normaliseAnswer(row.accepted.front());
        return answer == "yes" || answer == "no";
    });
}

std::vector<std::string> mainMetrics(std::span<const AnsweredRow> rows)
{
    if (isYesNo(rows))
        return {"accuracy", "MCC_yes", "F1_yes"};
    std::vector<std::string> names{"EM", "Contain", "F1_overlap"};
    if (endInNumbers(rows))
        names.emplace_back("final_number");
    return names;
}

std::vector<std::string> allMetrics(std::span<const AnsweredRow> rows)
{
    if (isYesNo(rows))
        return {"EM", "Contain", "F1_overlap", "accuracy", "F1_yes", "MCC_yes"};
    std::vector<std::string> names{"EM", "Contain", "F1_overlap", "Rouge1", "Rouge2", "RougeL"};
    if (endInNumbers(rows))
        names.emplace_back("final_number");
    return names;
}

MetricResult proportion(std::string name, std::vector<double> rows)
{
    const auto successes = std::ranges::count(rows, 1.0);
    const Estimate estimate = wilsonInterval(successes, static_cast<int64_t>(rows.size()));
    return {std::move(name), estimate, "wilson", std::move(rows)};
}

Statistic meanOf(std::vector<double> rows)
{
    return [rows = std::move(rows)](std::span<const int64_t> drawn) {
        double sum = 0.0;
        for (const int64_t row : drawn)
            sum += rows[static_cast<size_t>(row)];
        return sum / static_cast<double>(drawn.size());
    };
}

Statistic meanOverTokens(
    std::vector<TextPrediction> texts, double (*figure)(const TextPrediction& text))
{
    return [texts = std::move(texts), figure](std::span<const int64_t> drawn) {
        double sum = 0.0;
        double tokens = 0.0;
        for (const int64_t index : drawn) {
            const TextPrediction& text = texts[static_cast<size_t>(index)];
            sum += figure(text) * static_cast<double>(text.tokens);
            tokens += static_cast<double>(text.tokens);
        }
        return tokens > 0.0 ? sum / tokens : 0.0;
    };
}

Statistic meanCrossEntropy(std::vector<TextPrediction> texts)
{
    return meanOverTokens(
        std::move(texts), [](const TextPrediction& text) { return text.crossEntropy; });
}

Statistic yesNoFigure(std::string_view metric, std::span<const AnsweredRow> rows)
{
    using Cell = double YesNoCounts::*;
    std::vector<Cell> cells;
    for (const AnsweredRow& row : rows) {
        const bool predicted = saysYes(row.prediction);
        cells.push_back(trulyYes(row)
                ? (predicted ? &YesNoCounts::bothYes : &YesNoCounts::onlyTrue)
                : (predicted ? &YesNoCounts::onlyPredicted : &YesNoCounts::neither));
    }
    const auto figure = std::ranges::find(metrics(), metric, &Metric::name)->yesNoFigure;
    return [cells = std::move(cells), figure](std::span<const int64_t> drawn) {
        YesNoCounts counts;
        for (const int64_t row : drawn)
            counts.*cells[static_cast<size_t>(row)] += 1.0;
        return figure(counts);
    };
}

Statistic matthewsOfChoices(std::span<const ChoicePrediction> rows)
{
    using Row = std::pair<size_t, size_t>; // right, likeliest
    std::vector<Row> chosen;
    size_t classes = 0;
    for (const ChoicePrediction& row : rows) {
        chosen.emplace_back(static_cast<size_t>(row.answer), static_cast<size_t>(row.likeliest));
        classes = std::max({classes, chosen.back().first + 1, chosen.back().second + 1});
    }
    return [chosen = std::move(chosen), classes](std::span<const int64_t> drawn) {
        std::vector<double> right(classes), said(classes);
        double hits = 0.0;
        for (const int64_t row : drawn) {
            const auto [answer, likeliest] = chosen[static_cast<size_t>(row)];
            right[answer] += 1.0;
            said[likeliest] += 1.0;
            hits += answer == likeliest ? 1.0 : 0.0;
        }
        return matthewsCorrelation(static_cast<double>(drawn.size()), hits, said, right);
    };
}

MetricResult bootstrapped(std::string name, const Statistic& statistic, size_t rows, uint64_t seed)
{
    MetricResult result;
    result.metric = std::move(name);
    result.estimate = bootstrapInterval(static_cast<int64_t>(rows), statistic, seed);
    result.interval = "bootstrap";
    return result;
}

MetricResult measure(std::string_view name, std::span<const AnsweredRow> rows, uint64_t seed)
{
    const std::string known = canonicalMetric(name, "metric");
    const auto& metric = *std::ranges::find(metrics(), known, &Metric::name);
    if (metric.yesNoFigure)
        return bootstrapped(known, yesNoFigure(known, rows), rows.size(), seed);
    std::vector<double> scores;
    for (const AnsweredRow& row : rows)
        scores.push_back(metric.holds ? (metric.holds(row) ? 1.0 : 0.0) : metric.rowScore(row));
    if (metric.holds)
        return proportion(known, std::move(scores));
    MetricResult result = bootstrapped(known, meanOf(scores), rows.size(), seed);
    result.rows = std::move(scores);
    return result;
}

} // namespace interweave
