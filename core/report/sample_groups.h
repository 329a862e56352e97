// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/run_view.h"

#include <optional>
#include <string>
#include <vector>

namespace interweave {

struct SampleToken {
    std::string text;
    std::optional<double> baseShare; // absent without a gate
    const TokenTrace* trace = nullptr; // what the three voices would have said; null: not kept
};

/// One answer to a prompt.
struct SampleAnswer {
    int run = -1; // index of the view; −1: the base, once for all runs that answered the same
    Branch branch = Branch::Base;
    std::string text;
    std::vector<SampleToken> tokens;
    const Generation* generation = nullptr; // null: only the trace was kept
    std::string sampling; // "greedy", "temperature 0.7, seed 3"
    bool equalsBase = false; // the same text as a base answer of the same prompt
};

/// All answers to one prompt: the base's, then run by run tuned and interwoven.
struct PromptGroup {
    std::string prompt;
    std::vector<SampleAnswer> answers;
};

/// In the order in which the prompts first came.
std::vector<PromptGroup> sampleGroupsOf(const std::vector<RunView>& runs);

} // namespace interweave
