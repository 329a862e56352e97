// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace interweave {

enum class ScheduleKind { Cosine, Linear, Constant };

/// "cosine", "linear", "constant". Throws Error{InvalidArgument}.
ScheduleKind scheduleKind(const std::string& name);

/// The learning rate's factor over a run. During warm-up it rises linearly: step / warmupSteps, so
/// that the first step has factor 0; then with p = (step − warmup)/(steps − warmup): cosine ½(1 +
/// cos πp), linear 1 − p, constant 1. Source: transformers 5, get_cosine_schedule_with_warmup and
/// its siblings.
struct Schedule {
    ScheduleKind kind = ScheduleKind::Cosine;
    int64_t steps = 0; // of the whole run
    int64_t warmupSteps = 0;

    /// step: 0 for the first.
    double factor(int64_t step) const;
};

} // namespace interweave
