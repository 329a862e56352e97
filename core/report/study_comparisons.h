// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_record.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interweave {

inline constexpr uint64_t kStudySeed = 2024; // of a study's bootstraps

/// A variant, or its adapter at a strength.
struct Entrant {
    std::string variant;
    Blend blend;
    bool siamese = false;
    /// By seed and task: the newest finished result.
    std::map<std::string, std::map<std::string, const StoredEvaluation*>> results;
};

/// Every entrant of the runs of a sweep, and what the base did. The runs must outlive it.
class Entrants {
public:
    /// Throws Error{InvalidArgument} for a run of no sweep.
    explicit Entrants(std::span<const RunRecord> runs);

    std::vector<Entrant> all; // in the order in which they first came
    std::map<std::string, const StoredEvaluation*> base; // by task
    std::vector<std::string> tasks; // in the order in which they were measured

private:
    void take(const RunRecord& record);
    void put(Entrant& entrant, const std::string& seed, const StoredEvaluation& evaluation);
    Entrant& entrant(const std::string& variant, const Blend& blend, bool siamese);
};

/// Figures and differences of entrants, from the rows of their results.
class Comparisons {
public:
    explicit Comparisons(const Entrants& entrants)
        : m_entrants(entrants)
    {
    }

    /// Of Σ weight · entrant's figure; a null entrant is the base, and none the first.
    struct Term {
        const Entrant* entrant = nullptr;
        double weight = 1.0;
    };
    /// The sum of a task, in the mean over the seeds that all of them have; absent where they have
    /// none together.
    std::optional<Estimate> sum(const std::string& task, const std::vector<Term>& terms);
    /// The mean of the sums over several tasks, which the same seeds move together: all rows in one
    /// table, each around its task's mean and weighed so that every task counts the same.
    std::optional<Estimate> meanOfSums(
        const std::vector<std::string>& tasks, const std::vector<Term>& terms);
    /// A sum row by row, each the mean over the seeds; empty where they have no seed together.
    std::vector<double> meanRows(const std::string& task, const std::vector<Term>& terms);

private:
    using SeedRows = std::map<std::string, std::vector<double>>; // each seed's rows

    SeedRows rowsOf(const std::string& task, const std::vector<Term>& terms);
    static double meanOfRows(const SeedRows& scores);
    static std::optional<Estimate> estimateOf(const SeedRows& scores);
    bool addTo(std::vector<double>& rows, const Term& term, const std::string& seed,
        const std::string& task);
    const StoredEvaluation* resultOf(
        const Entrant* entrant, const std::string& seed, const std::string& task) const;
    const std::vector<double>& valuesOf(const StoredEvaluation& evaluation);

    const Entrants& m_entrants;
    std::map<const StoredEvaluation*, std::vector<double>> m_values;
};

} // namespace interweave
