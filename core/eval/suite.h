// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <filesystem>
#include <vector>

namespace interweave {

struct Suite {
    std::vector<EvaluationTask> tasks;
    std::vector<std::string> leftOut; // optional tasks whose file is not there
};

/// Reads a suite: a YAML file with a list of tasks, the name of one that is built in ("paper", see
/// resources/suites), or a .jsonl file as the only task of that name. `data`: the folder that the
/// files of its tasks are in; empty: the suite's own, for a built-in one the working directory.
///
///     tasks:
///       - name: mrpc               # default: the file's stem
///         file: mrpc.test.jsonl    # relative to the suite, or to `data`
///         template: mrpc           # for rows of the public release (row_template.h); where they
///                                  # have input and output it does not count
///         optional: true           # left out where the file is missing; default: an error
///         kind: jsonl              # jsonl, text or choice; default: by the first row's keys;
///                                  # text of rows with input and output: the cross-entropy of the
///                                  # answers after their inputs
///         choices: ["yes", "no"]   # makes a choice task of rows with input and output
///         metrics: [accuracy, mcc] # or one name; default: those that say most of such answers
///         limit: 200               # the first rows only; default: all
///         max_new: 4               # new tokens of an answer; default: by the expected answers
///         max_tokens: 768          # read of each text; the default, of answers all
///         stop_at_newline: false
///
/// Every file is looked at, so that a suite which is accepted can start. Throws Error{CorruptData,
/// InvalidArgument} naming file and line for a wrong key or value, Error{NotFound} for a missing
/// file, or where no task is left.
Suite readSuite(const std::filesystem::path& path, const std::filesystem::path& data = {});

/// Its tasks.
std::vector<EvaluationTask> loadSuite(
    const std::filesystem::path& path, const std::filesystem::path& data = {});

} // namespace interweave
