// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// Figures as the report writes them: three significant digits, "−" for minus, an en dash for what
/// is missing or not finite.

inline constexpr const char* kMissing = "–";

std::string figureText(std::optional<double> value);
std::string durationText(std::optional<double> seconds);
std::string countText(std::optional<int64_t> count);
std::string bytesText(std::optional<double> bytes);

/// How the figures of a metric are written and read.
struct MetricScale {
    double factor = 100.0; // what a figure is multiplied by
    bool lowerIsBetter = false;
    const char* unit = "%";

    /// A share in percent with one decimal ("85.0", "100"), else three significant digits.
    std::string text(double value) const;
    bool isShare() const { return factor == 100.0; }
    std::string change(double value) const; // with its sign
    std::string interval(const Estimate& estimate) const; // "80.5 … 88.6"
    std::string estimate(const Estimate& estimate) const; // "85.0 (80.5 … 88.6)"
};

/// Cross-entropies, perplexity and kl_from_base are written as they are, all others in percent.
MetricScale scaleOf(std::string_view metric);

/// The first `characters` code points, "…" for the rest.
std::string shortened(std::string_view text, size_t characters);
/// The last two parts of a path.
std::string shortPath(std::string_view path);
/// "a, b and c".
std::string listed(const std::vector<std::string>& names);
/// "1 run", "3 runs".
std::string counted(size_t count, const std::string& noun);

} // namespace interweave
