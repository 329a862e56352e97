// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace interweave {

using CodePoint = int32_t;

/// The code points of a UTF-8 text in lower case by Unicode's full mappings, as Python's str.lower
/// has them: "İ" becomes two, and "Σ" is "ς" where a word ends. A byte that is not UTF-8 counts as
/// U+FFFD. Source: The Unicode Standard, section 3.13.2 and table 3-17 (Final_Sigma).
std::vector<CodePoint> lowerCase(std::string_view text);

} // namespace interweave
