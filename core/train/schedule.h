// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace interweave {

enum class ScheduleKind { Cosine, Linear, Constant, WarmupStableDecay };
enum class DecayShape { Cosine, Linear, Sqrt };

/// "cosine", "linear", "constant", "wsd". Throws Error{InvalidArgument}.
ScheduleKind scheduleKind(const std::string& name);
/// "cosine", "linear", "sqrt". Throws Error{InvalidArgument}.
DecayShape decayShape(const std::string& name);

/// The learning rate's factor over a run. During warm-up it rises linearly: step / warmupSteps, so
/// that the first step has factor 0; then with p = (step − warmup)/(steps − warmup): cosine ½(1 +
/// cos πp), linear 1 − p, constant 1; warm-up, stable, decay: 1 until the last `decaySteps`, then
/// with p their share behind us ½(1 + cos πp), 1 − p or 1 − √p. Where it falls it ends at r =
/// minRatio instead of 0: f·(1 − r) + r. Source: transformers 5, get_cosine_schedule_with_warmup
/// and its siblings (get_wsd_schedule: its warm-up too begins at r, ours at 0); WSD: Hu et al.,
/// arXiv 2404.06395.
struct Schedule {
    ScheduleKind kind = ScheduleKind::Cosine;
    int64_t steps = 0; // of the whole run
    int64_t warmupSteps = 0;
    int64_t decaySteps = 0; // warm-up, stable, decay only
    DecayShape shape = DecayShape::Cosine; // the same
    double minRatio = 0.0;

    /// step: 0 for the first.
    double factor(int64_t step) const;
};

} // namespace interweave
