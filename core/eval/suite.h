// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <filesystem>
#include <vector>

namespace interweave {

/// Reads a suite: a YAML file with a list of tasks, or a .jsonl file as the only task of that name.
///
///     tasks:
///       - name: mrpc               # default: the file's stem
///         file: mrpc.test.jsonl    # relative to the suite
///         kind: jsonl              # jsonl, text or choice; default: by the first row's keys
///         choices: ["yes", "no"]   # makes a choice task of rows with input and output
///         metrics: [accuracy, mcc] # or one name; default: those that say most of such answers
///         limit: 200               # the first rows only; default: all
///         max_new: 4               # new tokens of an answer; default: by the expected answers
///         stop_at_newline: false
///
/// Every file is looked at, so that a suite which is accepted can start. Throws Error{CorruptData,
/// InvalidArgument} naming file and line for a wrong key or value, Error{NotFound} for a missing
/// file.
std::vector<EvaluationTask> loadSuite(const std::filesystem::path& path);

} // namespace interweave
