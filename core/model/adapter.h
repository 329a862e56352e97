// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"
#include "core/model/norm.h"

#include <cstdint>
#include <optional>

namespace interweave {

/// Dropout of one forward pass in training: a pure function of `seed` (which names run, step and
/// micro-step), so that a resumed run drops what the uninterrupted one would have dropped. p = 0
/// outside training.
struct Dropout {
    double p = 0.0;
    uint64_t seed = 0;
};

/// Trained tokens that stand in front of every row an adapter is used on, and that only its rows
/// see: either embedded as `embeddings` and computed on as other tokens, or known to attention
/// only, as `keysValues`. fp32. The row's own tokens follow at position `count`.
struct VirtualTokens {
    int64_t count = 0;
    at::Tensor embeddings; // [count, hidden]
    at::Tensor keysValues; // [count, layers·2·kvHeads·headDim]: of each layer keys, which are not
                           // rotated, then values; dimensions in Hugging Face's order
};

/// A change to a decoder: what every PEFT method implements.
class Adapter {
public:
    virtual ~Adapter() = default;

    /// Whether it changes this linear map at all.
    virtual bool adapts(const Linear& linear) const = 0;

    /// What the linear map reads instead of x, [tokens, in] in the model dtype; x itself for most
    /// methods. `apply` gets the same.
    virtual at::Tensor input(const Linear& /*linear*/, at::Tensor x) const { return x; }

    /// x: [tokens, in] in the model dtype, y: [tokens, out] = linear(x). Returns the adapted
    /// output, in y's dtype; may change y in place. Returns y untouched where nothing is adapted.
    virtual at::Tensor apply(
        const Linear& linear, const at::Tensor& x, at::Tensor y, const Dropout& dropout) const = 0;

    /// The norm in the place of a frozen one, tensors in the frozen ones' dtype; none for most
    /// methods.
    virtual std::optional<Norm> norm(const Norm& /*frozen*/) const { return std::nullopt; }

    /// None (count 0) for most methods.
    virtual VirtualTokens virtualTokens() const { return {}; }
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
