// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_comparisons.h"

#include "core/api/recipe_settings.h"
#include "core/eval/metric.h"
#include "core/eval/retention.h"
#include "core/eval/seed_statistics.h"
#include "core/report/forgetting.h"
#include "core/report/scores.h"
#include "core/support/error.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace interweave {

namespace {

constexpr const char* kVariantTag = "variant:";

std::string variantOf(const RunRecord& record)
{
    for (const std::string& tag : record.run.tags)
        if (tag.starts_with(kVariantTag))
            return tag.substr(std::string(kVariantTag).size());
    throw Error(ErrorCode::InvalidArgument, record.run.summary.name, "is no run of a sweep");
}

bool isFigure(const StoredEvaluation& evaluation)
{
    return evaluation.finished && mainMetric(&evaluation);
}

} // namespace

Entrants::Entrants(std::span<const RunRecord> runs)
{
    for (const RunRecord& record : runs)
        take(record);
}

void Entrants::take(const RunRecord& record)
{
    const auto settings = recipeSettings(record.run.summary.recipe);
    const bool siamese = settingOf(settings, "method.siamese") == "true";
    const std::string seed = settingOf(settings, "train.seed");
    const std::string variant = variantOf(record);
    for (const StoredEvaluation& evaluation : record.evaluations) {
        if (evaluation.step || !isFigure(evaluation))
            continue; // watched while it trained
        const std::string& branch = evaluation.result.branch;
        if (branch == "base")
            base[evaluation.result.task] = &evaluation;
        else if (branch == (siamese ? "interwoven" : "tuned"))
            put(entrant(variant, {}, siamese), seed, evaluation);
    }
    for (const StoredEvaluation& evaluation : record.blends)
        if (isFigure(evaluation))
            put(entrant(variant, evaluation.origin.blend, siamese), seed, evaluation);
}

void Entrants::put(Entrant& entrant, const std::string& seed, const StoredEvaluation& evaluation)
{
    entrant.results[seed][evaluation.result.task] = &evaluation;
    if (std::ranges::find(tasks, evaluation.result.task) == tasks.end())
        tasks.push_back(evaluation.result.task);
}

Entrant& Entrants::entrant(const std::string& variant, const Blend& blend, bool siamese)
{
    const auto found = std::ranges::find_if(
        all, [&](const Entrant& one) { return one.variant == variant && one.blend == blend; });
    if (found != all.end())
        return *found;
    return all.emplace_back(Entrant{variant, blend, siamese, {}});
}

std::optional<Estimate> Comparisons::sum(const std::string& task, const std::vector<Term>& terms)
{
    return estimateOf(rowsOf(task, terms));
}

std::optional<Estimate> Comparisons::meanOfSums(
    const std::vector<std::string>& tasks, const std::vector<Term>& terms)
{
    std::vector<SeedRows> parts;
    for (const std::string& task : tasks)
        if (SeedRows rows = rowsOf(task, terms); !rows.empty())
            parts.push_back(std::move(rows));
    const auto inAll = [&](const auto& seed) {
        return std::ranges::all_of(
            parts, [&](const SeedRows& part) { return part.contains(seed.first); });
    };
    double mean = 0.0;
    double rows = 0.0;
    for (SeedRows& part : parts) {
        std::erase_if(part, [&](const auto& seed) { return !inAll(seed); });
        if (part.empty())
            return std::nullopt;
        mean += meanOfRows(part) / static_cast<double>(parts.size());
        rows += static_cast<double>(part.begin()->second.size());
    }
    SeedRows joined;
    for (const SeedRows& part : parts) {
        const double centre = meanOfRows(part);
        const double weight
            = rows / static_cast<double>(parts.size() * part.begin()->second.size());
        for (const auto& [seed, values] : part)
            for (const double value : values)
                joined[seed].push_back(mean + weight * (value - centre));
    }
    return estimateOf(joined);
}

std::vector<double> Comparisons::meanRows(const std::string& task, const std::vector<Term>& terms)
{
    std::vector<double> mean;
    const SeedRows scores = rowsOf(task, terms);
    for (const auto& [seed, rows] : scores) {
        mean.resize(rows.size());
        for (size_t i = 0; i < rows.size(); ++i)
            mean[i] += rows[i] / static_cast<double>(scores.size());
    }
    return mean;
}

Comparisons::SeedRows Comparisons::rowsOf(const std::string& task, const std::vector<Term>& terms)
{
    SeedRows scores;
    for (const auto& [seed, tasks] : terms.front().entrant->results) {
        std::vector<double> rows;
        for (const Term& term : terms)
            if (!addTo(rows, term, seed, task)) {
                rows.clear();
                break;
            }
        if (!rows.empty())
            scores[seed] = std::move(rows);
    }
    return scores;
}

double Comparisons::meanOfRows(const SeedRows& scores)
{
    double sum = 0.0;
    double count = 0.0;
    for (const auto& [seed, rows] : scores) {
        sum += std::accumulate(rows.begin(), rows.end(), 0.0);
        count += static_cast<double>(rows.size());
    }
    return sum / count;
}

std::optional<Estimate> Comparisons::estimateOf(const SeedRows& scores)
{
    if (scores.empty())
        return std::nullopt;
    std::vector<std::vector<double>> table; // [seed][row]
    for (const auto& [seed, rows] : scores)
        table.push_back(rows);
    if (table.size() > 1)
        return overSeedsAndRows(table);
    return bootstrapInterval(
        static_cast<int64_t>(table.front().size()), meanOf(table.front()), kStudySeed);
}

bool Comparisons::addTo(
    std::vector<double>& rows, const Term& term, const std::string& seed, const std::string& task)
{
    const StoredEvaluation* evaluation = resultOf(term.entrant, seed, task);
    const MetricResult* metric = mainMetric(evaluation);
    if (!metric || !hasRows(evaluation->result, *metric))
        return false;
    const std::vector<double>& values = valuesOf(*evaluation);
    if (rows.empty())
        rows.resize(values.size());
    if (values.size() != rows.size() || values.size() < 2)
        return false; // not the same rows
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] += term.weight * values[i];
    return true;
}

const StoredEvaluation* Comparisons::resultOf(
    const Entrant* entrant, const std::string& seed, const std::string& task) const
{
    if (entrant && !entrant->results.contains(seed))
        return nullptr;
    const auto& results = entrant ? entrant->results.at(seed) : m_entrants.base;
    const auto found = results.find(task);
    return found == results.end() ? nullptr : found->second;
}

const std::vector<double>& Comparisons::valuesOf(const StoredEvaluation& evaluation)
{
    const auto known = m_values.find(&evaluation);
    if (known != m_values.end())
        return known->second;
    const MetricResult& metric = *mainMetric(&evaluation);
    return m_values
        .emplace(&evaluation,
            pseudoValues(evaluation.result.score.rows, statisticOf(evaluation.result, metric)))
        .first->second;
}

} // namespace interweave
