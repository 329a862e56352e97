// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace interweave {

/// F-measures of ROUGE in [0, 1].
struct RougeScores {
    double rouge1 = 0.0; // unigrams
    double rouge2 = 0.0; // bigrams
    double rougeL = 0.0; // longest common subsequence
};

/// Words are runs of a–z and 0–9 of the lower-cased text; those of more than three letters are
/// stemmed (porterStem). F = 2PR/(P+R) of the shared n-grams, counted as often as both texts have
/// them. Time grows with the product of lengths. Source: Lin, "ROUGE: A Package for Automatic
/// Evaluation of Summaries", 2004; as package rouge-score 0.1.2 computes it.
RougeScores rouge(std::string_view prediction, std::string_view answer);

} // namespace interweave
