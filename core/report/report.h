// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run_record.h"

#include <span>
#include <string>

namespace interweave {

struct ReportOptions {
    std::string title; // empty: the runs' names
    std::string generatedAt; // said in the page as it stands; empty: not said
};

/// One HTML page about these runs, side by side: what was trained, its curves, scores, what was
/// kept and lost of the base, samples coloured token by token, cost. It refers to nothing outside
/// itself, so that it can be sent and kept; it is XML too. All that users wrote stands in it as
/// text. The same values give the same bytes. Not meant for more than eight runs.
std::string renderReport(std::span<const RunRecord> runs, const ReportOptions& options = {});

} // namespace interweave
