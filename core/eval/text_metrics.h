// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// Scores of one answer text against the accepted ones, equal to what the IMSM authors' program
/// computes. Normalised means as normaliseAnswer (answer_text.h) does it.

/// Whether the normalised prediction equals a normalised accepted answer.
bool exactMatch(std::string_view prediction, const std::vector<std::string>& accepted);

/// Whether a normalised accepted answer occurs in the normalised prediction.
bool containsAnswer(std::string_view prediction, const std::vector<std::string>& accepted);

/// F1 = 2PR/(P+R) of the two sets of normalised words (not bags, as SQuAD's F1 is); 0 where none is
/// shared.
double tokenSetF1(std::string_view prediction, std::string_view answer);

/// How the yes/no tasks read a text: "yes" occurs in it, in any case.
bool saysYes(std::string_view text);

} // namespace interweave
