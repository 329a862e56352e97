// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave {

/// The stem of an English word ("relational" → "relat"), with the deviations that NLTK's default
/// mode makes, since that is what the reference ROUGE uses. `word`: lower-case ASCII letters and
/// digits; words of up to two letters stay. Source: Porter, "An algorithm for suffix stripping",
/// Program 14.3, 1980; step names as there.
std::string porterStem(std::string_view word);

} // namespace interweave
