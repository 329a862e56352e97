// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/study.h"

#include <string>
#include <vector>

namespace interweave {

/// A study in words and cells, for every form it is written in.

/// What was measured, and how its intervals are to be read.
std::string studyIntroduction(const Study& study);
/// Whether each siamese variant lies outside what the ways from base to tuned reach, and how it
/// compares with the best of what has no gate.
std::vector<std::string> studyAnswers(const Study& study);
/// Each siamese variant against each plain one.
std::vector<std::string> studyDuels(const Study& study);

/// A table with its head first: the variants as trained, or the points of the ways.
using StudyTable = std::vector<std::vector<std::string>>;
StudyTable variantTable(const Study& study);
StudyTable blendTable(const Study& study);

/// "0.412 (0.371 … 0.453)" on the scale of a metric.
std::string changeWithInterval(const Estimate& estimate, const std::string& metric);

} // namespace interweave
