// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/row_flips.h"
#include "core/report/scores.h"

#include <vector>

namespace interweave {

/// One for each siamese run with rows that a tuned branch did, too: its own, else that of the first
/// plain run with such rows. Right and wrong go by the first figure of the task that is one or the
/// other for every row (EM, accuracy …), so texts have no part in it. A row is the same where its
/// prompt and right answers are.
std::vector<RowFlips> flipsOf(const Scores& scores, const std::vector<RunView>& runs);

} // namespace interweave
