// SPDX-License-Identifier: Apache-2.0
#include "core/support/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace interweave {

namespace {

std::string written(double value, std::chars_format format, int decimals)
{
    std::array<char, 400> buffer; // the largest double has 309 digits
    const auto end
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, decimals).ptr;
    return {buffer.data(), end};
}

} // namespace

std::string formatNumber(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    if (value == 0.0)
        return "0";
    const double magnitude = std::floor(std::log10(std::abs(value)));
    if (magnitude < -4 || magnitude > 8)
        return written(value, std::chars_format::scientific, 2);
    return formatFixed(value, std::max(0, 2 - static_cast<int>(magnitude)));
}

std::string formatFixed(double value, int decimals)
{
    return written(value, std::chars_format::fixed, decimals);
}

std::string formatCount(int64_t count)
{
    std::string digits = std::to_string(count);
    const std::ptrdiff_t first = count < 0 ? 1 : 0;
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > first; place -= 3)
        digits.insert(static_cast<size_t>(place), 1, ',');
    return digits;
}

std::string formatBytes(int64_t bytes)
{
    constexpr std::array kUnits{"KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    if (std::abs(value) < 1024.0)
        return std::to_string(bytes) + " B";
    size_t unit = 0;
    for (value /= 1024.0; std::abs(value) >= 1000.0 && unit + 1 < kUnits.size(); ++unit)
        value /= 1024.0;
    return formatNumber(value) + " " + kUnits[unit];
}

std::string formatDuration(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return "?";
    if (seconds < 10.0)
        return formatFixed(seconds, seconds < 1.0 ? 2 : 1) + " s";
    const auto whole = static_cast<int64_t>(std::llround(seconds));
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

} // namespace interweave
