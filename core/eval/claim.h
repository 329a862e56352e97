// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interweave {

/// What may be said of two figures, and how large a sample would have to be.

/// Two methods on the same rows of a task.
struct FigureComparison {
    std::string first;
    std::string second;
    std::string task;
    std::string metric;
    Estimate difference; // second − first
    double factor = 100.0; // shown times this: 100 for shares
    std::string unit = "points";
    bool lowerIsBetter = false;
    int64_t rows = 0;
    int64_t seeds = 1;
    std::optional<double> pValue{}; // McNemar's exact one, where it was tested
};

/// Whether the 95 % interval leaves out 0.
bool isCertain(const Estimate& difference);

/// The better one by how much, with interval and n; or that no difference can be claimed. Without a
/// full stop of doubt: "On mrpc, imsm is better than lora: accuracy 3.2 points higher (95 %
/// interval 0.9 … 5.5, n = 400)."
std::string claimOf(const FigureComparison& comparison);

/// The standard deviation of the rows' differences that an interval of their mean over `rows` rows
/// stands for: (high − low) ÷ 2·1.96 · √rows.
double rowDeviation(const Estimate& difference, int64_t rows);

/// Rows that show a true `difference` ≠ 0 at the 5 % level with this power, of rows whose
/// differences deviate so much: ⌈((z_0.975 + z_power)·deviation ÷ difference)²⌉. Source: Chow, Shao
/// & Wang, Sample Size Calculations in Clinical Research (2008), 3.1 (one sample, paired).
int64_t rowsNeeded(double difference, double deviation, double power = 0.8);

/// The same for two proportions on the same rows, by the share of rows where just one is right:
/// ⌈(z_0.975·√discordant + z_power·√(discordant − difference²))² ÷ difference²⌉. discordant from
/// |difference| to 1. Source: Connor, Biometrics 43 (1987) 207.
int64_t pairedProportionRows(double difference, double discordant, double power = 0.8);

/// The smallest true difference that so many rows show with this power: rowsNeeded turned round.
double smallestDifference(int64_t rows, double deviation, double power = 0.8);

/// Where the sample is too small to tell `wanted` apart: what it can show, and the rows that
/// `wanted` would need. Of shares where not one row differs, which gives an interval without width:
/// that 3 ÷ n may still do so (Hanley & Lippman-Hand, JAMA 249 (1983) 1743). Empty where there are
/// enough rows, or the difference is certain.
std::string sampleSizeWarning(const FigureComparison& comparison, double wanted);

} // namespace interweave
