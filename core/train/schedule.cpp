// SPDX-License-Identifier: Apache-2.0
#include "core/train/schedule.h"

#include "core/support/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace interweave {

namespace {

/// From 1 at p = 0 to 0 at p = 1.
double fall(DecayShape shape, double p)
{
    switch (shape) {
    case DecayShape::Cosine: return std::max(0.0, 0.5 * (1.0 + std::cos(std::numbers::pi * p)));
    case DecayShape::Linear: return std::max(0.0, 1.0 - p);
    case DecayShape::Sqrt: break;
    }
    return std::max(0.0, 1.0 - std::sqrt(p));
}

double share(int64_t part, int64_t whole)
{
    return static_cast<double>(part) / static_cast<double>(std::max<int64_t>(1, whole));
}

} // namespace

ScheduleKind scheduleKind(const std::string& name)
{
    if (name == "cosine")
        return ScheduleKind::Cosine;
    if (name == "linear")
        return ScheduleKind::Linear;
    if (name == "constant")
        return ScheduleKind::Constant;
    if (name == "wsd")
        return ScheduleKind::WarmupStableDecay;
    throw Error(ErrorCode::InvalidArgument, "train.schedule",
        "is '" + name + "', one of these was expected: cosine, linear, constant, wsd");
}

DecayShape decayShape(const std::string& name)
{
    if (name == "cosine")
        return DecayShape::Cosine;
    if (name == "linear")
        return DecayShape::Linear;
    if (name == "sqrt")
        return DecayShape::Sqrt;
    throw Error(ErrorCode::InvalidArgument, "train.decay_shape",
        "is '" + name + "', one of these was expected: cosine, linear, sqrt");
}

double Schedule::factor(int64_t step) const
{
    if (step < warmupSteps)
        return static_cast<double>(step) / static_cast<double>(warmupSteps);
    const double progress = share(step - warmupSteps, steps - warmupSteps);
    double height = 1.0;
    switch (kind) {
    case ScheduleKind::Cosine: height = fall(DecayShape::Cosine, progress); break;
    case ScheduleKind::Linear: height = fall(DecayShape::Linear, progress); break;
    case ScheduleKind::WarmupStableDecay:
        if (step >= steps - decaySteps)
            height = fall(shape, share(step - (steps - decaySteps), decaySteps));
        break;
    case ScheduleKind::Constant: return 1.0;
    }
    return height * (1.0 - minRatio) + minRatio;
}

} // namespace interweave
