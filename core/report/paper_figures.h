// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/paper_figures.h"
#include "core/report/scores.h"

#include <vector>

namespace interweave {

/// All that the paper reports of forgetting.
std::vector<PaperFigure> paperFigures();

/// Those that stand beside what was measured: of tasks of the same name, whatever its case; of the
/// base, of plain runs what the same PEFT method reached, of siamese runs the same with IMSM. Of a
/// run whose recipe does not say its method, every method.
std::vector<PaperMark> paperMarksOf(const Scores& scores, const std::vector<RunView>& runs);

} // namespace interweave
