// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"

#include <string>

namespace interweave {

/// The answer, each token coloured by the base memory's share in it: orange is tuned, blue is base,
/// grey between them. 24-bit colours of middle brightness, readable on dark and on light. Plain
/// text where stdout shows no colours or the answer has no gate.
std::string colouredAnswer(const Generation& answer);
/// What the colours mean; empty where there are none.
std::string shareLegend();
/// Mean share of an answer's tokens; negative without a gate.
double meanBaseShare(const Generation& answer);

} // namespace interweave
