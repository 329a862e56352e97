// SPDX-License-Identifier: Apache-2.0
#include "core/eval/rouge.h"

#include "core/eval/answer_text.h"
#include "core/eval/porter_stemmer.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace interweave {

namespace {

double fMeasure(size_t shared, size_t predicted, size_t expected)
{
    if (shared == 0)
        return 0.0;
    const double precision = static_cast<double>(shared) / static_cast<double>(predicted);
    const double recall = static_cast<double>(shared) / static_cast<double>(expected);
    return 2.0 * precision * recall / (precision + recall);
}

using Words = std::vector<std::string>;

Words rougeWords(std::string_view text)
{
    const std::string lower = lowerCasedAscii(text);
    const auto inWord = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    Words words;
    for (auto first = lower.begin(); first != lower.end();) {
        first = std::find_if(first, lower.end(), inWord);
        const auto end = std::find_if_not(first, lower.end(), inWord);
        const std::string word(first, end);
        if (!word.empty())
            words.push_back(word.size() > 3 ? porterStem(word) : word);
        first = end;
    }
    return words;
}

double rougeN(const Words& predicted, const Words& expected, size_t n)
{
    using Counts = std::map<std::span<const std::string>, size_t,
        decltype([](auto a, auto b) { return std::ranges::lexicographical_compare(a, b); })>;
    const auto count = [n](const Words& words) {
        Counts counts;
        for (size_t i = 0; i + n <= words.size(); ++i)
            ++counts[std::span(words).subspan(i, n)];
        return counts;
    };
    const Counts predictedCounts = count(predicted);
    size_t shared = 0;
    for (const auto& [gram, times] : count(expected)) {
        const auto found = predictedCounts.find(gram);
        shared += found == predictedCounts.end() ? 0 : std::min(times, found->second);
    }
    const auto total
        = [n](const Words& words) { return words.size() < n ? 0 : words.size() - n + 1; };
    return fMeasure(shared, total(predicted), total(expected));
}

size_t longestCommonSubsequence(const Words& a, const Words& b)
{
    std::vector<size_t> row(
        b.size() + 1, 0); // of the words of a so far, with the first j words of b
    for (const std::string& word : a) {
        size_t diagonal = 0;
        for (size_t j = 0; j < b.size(); ++j) {
            const size_t above = row[j + 1];
            row[j + 1] = word == b[j] ? diagonal + 1 : std::max(above, row[j]);
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

RougeScores rouge(std::string_view prediction, std::string_view answer)
{
    const Words predicted = rougeWords(prediction);
    const Words expected = rougeWords(answer);
    return {rougeN(predicted, expected, 1), rougeN(predicted, expected, 2),
        fMeasure(longestCommonSubsequence(predicted, expected), predicted.size(), expected.size())};
}

} // namespace interweave
