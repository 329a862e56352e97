// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/json_values.h"

#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

/// Result files of lm-evaluation-harness, as its versions 0.4.3 to 0.4.9 write them: an object
/// whose "results" holds, for each task, "METRIC,FILTER" and "METRIC_stderr,FILTER" (a number, or
/// "N/A"), and whose "n-samples" holds {"original", "effective"}. The older spelling without
/// filters, of 0.3, is read too.
///
/// EM is called exact_match there, F1_yes f1 and MCC_yes mcc; all other names are the same on both
/// sides. An mcc that is read is MCC_yes, of a task with choices, too. Its exact_match compares as
/// each task says, ours always normalised answers.

/// What one branch got. A figure's standard error is that of its interval, (high − low) ÷ 2·1.96.
/// model: what was measured; seconds since 1970 in `date`. Throws Error{InvalidArgument} where the
/// results are not of one branch, or two are of one task.
Json lmEvalJson(const std::vector<TaskResult>& results, const std::string& model, double date);

/// The figures of such a file as results of `branch`, without rows: value ± 1.96 standard errors,
/// from −∞ to ∞ where it gives none; `interval` is "stderr" or "none". A filter other than "none"
/// stays a part of the metric's name. Tasks without figures are left out. Throws Error{CorruptData}
/// naming what is not as above, Error{NotFound, Io}.
std::vector<TaskResult> readLmEval(const std::filesystem::path& file, const std::string& branch);

/// What TaskResult::file says of such results: those of all files are of the same rows.
inline constexpr const char* kLmEvalFile = "lm-evaluation-harness";

} // namespace interweave
