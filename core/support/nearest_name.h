// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interweave {

std::vector<std::string> splitAt(std::string_view text, char separator);

/// The name a misspelt one was most likely meant to be: least edit distance (Levenshtein), of
/// dotted names either whole or of their last parts. `names` must not be empty.
std::string nearestName(const std::string& misspelt, const std::vector<std::string>& names);

} // namespace interweave
