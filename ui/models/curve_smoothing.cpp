// SPDX-License-Identifier: Apache-2.0
#include "ui/models/curve_smoothing.h"

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

constexpr double kMostWeight = 0.999999; // at 1 nothing would ever come in

} // namespace

QVector<double> smoothed(const QVector<double>& y, double weight)
{
    if (!(weight > 0.0))
        return y;
    const double w = std::min(weight, kMostWeight);
    QVector<double> result = y;
    double average = 0.0;
    double left = 1.0; // w^n: what the start still weighs
    for (double& value : result) {
        if (!std::isfinite(value))
            continue;
        average = w * average + (1.0 - w) * value;
        left *= w;
        value = average / (1.0 - left);
    }
    return result;
}

} // namespace interweave::ui
