// SPDX-License-Identifier: Apache-2.0
#include "core/train/adamw_update.h"

#include <cmath>

namespace interweave {

void AdamWUpdate::apply(float* __restrict w, const float* __restrict g, float* __restrict m,
    float* __restrict v, int64_t count) const
{
    const AdamWUpdate u = *this; // values the loop can keep in registers
    for (int64_t i = 0; i < count; ++i) {
        const float gradient = g[i] * u.gradientScale;
        m[i] += u.averageWeight * (gradient - m[i]);
        v[i] = v[i] * u.beta2 + u.squareWeight * gradient * gradient;
        const float denominator = std::sqrt(v[i]) / u.squareCorrection + u.epsilon;
        w[i] = w[i] * u.decay - u.stepSize * m[i] / denominator;
    }
}

} // namespace interweave
