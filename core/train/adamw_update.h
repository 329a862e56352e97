// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace interweave {

/// The constants of one AdamW update (equations in adamw.h), rounded to fp32 as torch rounds them.
struct AdamWUpdate {
    float gradientScale = 1.0f;
    float decay = 1.0f; // 1 − lr·decay
    float averageWeight = 0.1f; // 1 − β1
    float beta2 = 0.999f;
    float squareWeight = 0.001f; // 1 − β2
    float squareCorrection = 1.0f; // √(1 − β2ᵗ)
    float epsilon = 1e-8f;
    float stepSize = 0.0f; // lr / (1 − β1ᵗ)

    /// Updates `count` elements of w, m and v in one pass. Element by element: any split gives the
    /// same bits.
    void apply(float* w, const float* g, float* m, float* v, int64_t count) const;
};

} // namespace interweave
