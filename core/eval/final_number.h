// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace interweave {

/// The number a worked solution ends with: the first one after "The answer is" (in any case) or
/// GSM8K's "####", in the same line. The first such line counts, since a model that does not stop
/// goes on to questions of its own. A sign before the digits or before a currency sign counts,
/// commas between digits do not, and a unit or "%" is not looked at: "The answer is -$1,200.50." is
/// −1200.5. Absent where there is no such number, or where it is too large for a double.
/// Source: GSM8K's answers (Cobbe et al., arXiv 2110.14168) and the rows that arXiv 2412.17383 made
/// of them.
std::optional<double> finalNumber(std::string_view text);

} // namespace interweave
