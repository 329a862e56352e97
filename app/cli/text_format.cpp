// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace interweave {

namespace {

std::string fixed(double value, int decimals)
{
    std::array<char, 400> buffer; // the largest double has 309 digits
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return buffer.data();
}

bool startsCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

bool looksNumeric(const std::string& cell)
{
    return cell.empty() || std::isdigit(static_cast<unsigned char>(cell.front())) || cell == "nan"
        || ((cell.front() == '-' || cell.front() == '+' || cell.front() == '.') && cell.size() > 1);
}

std::string padded(const std::string& cell, size_t width, bool right)
{
    const std::string space(width - std::min(width, displayWidth(cell)), ' ');
    return right ? space + cell : cell + space;
}

} // namespace

std::string formatNumber(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    if (value == 0.0)
        return "0";
    const double magnitude = std::floor(std::log10(std::abs(value)));
    if (magnitude < -4 || magnitude > 8) {
        std::array<char, 32> buffer;
        std::snprintf(buffer.data(), buffer.size(), "%.2e", value);
        return buffer.data();
    }
    return fixed(value, std::max(0, 2 - static_cast<int>(magnitude)));
}

std::string formatCount(int64_t count)
{
    std::string digits = std::to_string(count);
    const std::ptrdiff_t first = count < 0 ? 1 : 0;
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > first; place -= 3)
        digits.insert(static_cast<size_t>(place), ",");
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
        return fixed(seconds, seconds < 1.0 ? 2 : 1) + " s";
    const auto whole = static_cast<int64_t>(std::llround(seconds));
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

size_t displayWidth(std::string_view text)
{
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), startsCodePoint));
}

std::string clipped(std::string_view text, size_t columns)
{
    size_t end = 0;
    for (size_t seen = 0; end < text.size(); ++end)
        if (startsCodePoint(text[end]) && ++seen > columns)
            break;
    return std::string(text.substr(0, end));
}

std::string formatTable(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<size_t> widths;
    std::vector<bool> numeric;
    for (size_t r = 0; r < rows.size(); ++r) {
        widths.resize(std::max(widths.size(), rows[r].size()), 0);
        numeric.resize(widths.size(), true);
        for (size_t c = 0; c < rows[r].size(); ++c) {
            widths[c] = std::max(widths[c], displayWidth(rows[r][c]));
            numeric[c] = numeric[c] && (r == 0 || looksNumeric(rows[r][c]));
        }
    }
    std::string table;
    for (const std::vector<std::string>& row : rows) {
        std::string line;
        for (size_t c = 0; c < row.size(); ++c)
            line += padded(row[c], widths[c], numeric[c]) + "  ";
        line.erase(line.find_last_not_of(' ') + 1);
        table += line + '\n';
    }
    return table;
}

std::string formatFacts(const std::vector<std::pair<std::string, std::string>>& facts)
{
    size_t width = 0;
    for (const auto& [name, value] : facts)
        if (!value.empty())
            width = std::max(width, displayWidth(name));
    std::string text;
    for (const auto& [name, value] : facts)
        if (!value.empty())
            text += padded(name, width, false) + "  " + value + '\n';
    return text;
}

} // namespace interweave
