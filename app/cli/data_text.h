// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"

#include <string>

namespace interweave {

/// A data report for a terminal: facts, lengths with their histograms, what is wrong, leakage, and
/// the shown rows. `coloured`: answer tokens in colour, else in brackets.
std::string formatDataReport(const DataReport& report, bool coloured);

} // namespace interweave
