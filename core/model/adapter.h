// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"

#include <cstdint>

namespace interweave {

/// Dropout of one forward pass in training: a pure function of `seed` (which names run, step and
/// micro-step), so that a resumed run drops what the uninterrupted one would have dropped. p = 0
/// outside training.
struct Dropout {
    double p = 0.0;
    uint64_t seed = 0;
};

/// A change to a decoder's linear maps: what every PEFT method that works on linear layers
/// implements.
class Adapter {
public:
    virtual ~Adapter() = default;

    /// Whether it changes this linear map at all.
    virtual bool adapts(const Linear& linear) const = 0;

    /// x: [tokens, in] in the model dtype, y: [tokens, out] = linear(x). Returns the adapted
    /// output, in y's dtype; may change y in place. Returns y untouched where nothing is adapted.
    virtual at::Tensor apply(
        const Linear& linear, const at::Tensor& x, at::Tensor y, const Dropout& dropout) const = 0;
};

/// An adapter and the rows of a batch it is used on: `rowCount` rows from `firstRow`. Other rows
/// see the frozen weights.
struct AdapterUse {
    const Adapter* adapter = nullptr;
    int64_t firstRow = 0;
    int64_t rowCount = 0;
    Dropout dropout;
};

} // namespace interweave
