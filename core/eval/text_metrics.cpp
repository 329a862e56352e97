// SPDX-License-Identifier: Apache-2.0
#include "core/eval/text_metrics.h"

#include "core/eval/answer_text.h"

#include <algorithm>
#include <set>

namespace interweave {

namespace {

std::set<std::string> wordSet(std::string_view text)
{
    const std::string normal = normaliseAnswer(text);
    std::set<std::string> words;
    for (size_t first = 0; first < normal.size();) {
        const size_t end = std::min(normal.find(' ', first), normal.size());
        words.insert(normal.substr(first, end - first));
        first = end + 1;
    }
    return words;
}

} // namespace

bool exactMatch(std::string_view prediction, const std::vector<std::string>& accepted)
{
    const std::string text = normaliseAnswer(prediction);
    return std::ranges::any_of(
        accepted, [&](const std::string& answer) { return normaliseAnswer(answer) == text; });
}

bool containsAnswer(std::string_view prediction, const std::vector<std::string>& accepted)
{
    const std::string text = normaliseAnswer(prediction);
    return std::ranges::any_of(accepted, [&](const std::string& answer) {
        return text.find(normaliseAnswer(answer)) != std::string::npos;
    });
}

double tokenSetF1(std::string_view prediction, std::string_view answer)
{
    const auto predicted = wordSet(prediction);
    const auto expected = wordSet(answer);
    const auto shared = std::ranges::count_if(
        predicted, [&](const std::string& word) { return expected.contains(word); });
    if (shared == 0)
        return 0.0;
    const double precision = static_cast<double>(shared) / static_cast<double>(predicted.size());
    const double recall = static_cast<double>(shared) / static_cast<double>(expected.size());
    return 2.0 * precision * recall / (precision + recall);
}

bool saysYes(std::string_view text)
{
    return lowerCasedAscii(text).find("yes") != std::string::npos;
}

} // namespace interweave
