// SPDX-License-Identifier: Apache-2.0
#include "core/train/schedule.h"

#include "core/support/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace interweave {

ScheduleKind scheduleKind(const std::string& name)
{
    if (name == "cosine")
        return ScheduleKind::Cosine;
    if (name == "linear")
        return ScheduleKind::Linear;
    if (name == "constant")
        return ScheduleKind::Constant;
    throw Error(ErrorCode::InvalidArgument, "train.schedule",
        "is '" + name + "', one of these was expected: cosine, linear, constant");
}

double Schedule::factor(int64_t step) const
{
    if (step < warmupSteps)
        return static_cast<double>(step) / static_cast<double>(warmupSteps);
    const double progress = static_cast<double>(step - warmupSteps)
        / static_cast<double>(std::max<int64_t>(1, steps - warmupSteps));
    switch (kind) {
    case ScheduleKind::Cosine:
        return std::max(0.0, 0.5 * (1.0 + std::cos(std::numbers::pi * progress)));
    case ScheduleKind::Linear: return std::max(0.0, 1.0 - progress);
    case ScheduleKind::Constant: break;
    }
    return 1.0;
}

} // namespace interweave
