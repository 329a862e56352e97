// SPDX-License-Identifier: Apache-2.0
#include "core/support/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace interweave {

namespace {

size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 0; i < a.size(); ++i) {
        size_t diagonal = std::exchange(row[0], i + 1);
        for (size_t j = 0; j < b.size(); ++j) {
            const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::string_view lastPart(std::string_view name)
{
    return name.substr(name.rfind('.') + 1);
}

} // namespace

std::vector<std::string> splitAt(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    size_t begin = 0;
    for (size_t end = 0; end != std::string_view::npos; begin = end + 1) {
        end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end - begin));
    }
    return parts;
}

std::string nearestName(const std::string& misspelt, const std::vector<std::string>& names)
{
    const auto distance = [&](const std::string& name) {
        const size_t whole = editDistance(misspelt, name);
        return std::pair(std::min(whole, editDistance(lastPart(misspelt), lastPart(name))), whole);
    };
    return *std::min_element(names.begin(), names.end(),
        [&](const std::string& a, const std::string& b) { return distance(a) < distance(b); });
}

} // namespace interweave
