// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example_set.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace interweave {

class FrozenMemories;
class Decoder;

/// The base branch's loss on every answer token of the training rows: computed once per row from
/// its base memories, four bytes a token. A function of the base and the row, so that a resumed run
/// has the same.
class BaseLosses {
public:
    /// Decoder and memories must outlive it.
    BaseLosses(const Decoder& decoder, FrozenMemories& memories, const ExampleSet& examples);

    /// Of one example's answer tokens, nats: [answerLength] fp32 on the CPU.
    const at::Tensor& row(int64_t index);
    /// The median over all examples of their mean loss. `goOn` is asked before each: false gives
    /// up, and nothing is returned.
    std::optional<double> medianRow(const std::function<bool()>& goOn);

private:
    const Decoder& m_decoder;
    FrozenMemories& m_memories;
    ExampleSet m_examples;
    std::unordered_map<int64_t, at::Tensor> m_rows;
    std::optional<double> m_median;
};

} // namespace interweave
