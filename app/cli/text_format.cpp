// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text_format.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace interweave {

namespace {

bool startsCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

/// "0.5 … 0.9" does, a date or an id, "20261124-0443", does not.
bool looksNumeric(const std::string& cell)
{
    for (size_t at = cell.find('-', 1); at != std::string::npos; at = cell.find('-', at + 1))
        if (std::isdigit(static_cast<unsigned char>(cell[at - 1])))
            return false;
    return cell.empty() || std::isdigit(static_cast<unsigned char>(cell.front())) || cell == "nan"
        || ((cell.front() == '-' || cell.front() == '+' || cell.front() == '.') && cell.size() > 1);
}

std::string padded(const std::string& cell, size_t width, bool right)
{
    const std::string space(width - std::min(width, displayWidth(cell)), ' ');
    return right ? space + cell : cell + space;
}

} // namespace

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
