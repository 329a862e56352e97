// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <unordered_map>

namespace interweave {

class Decoder;

/// What the frozen base branch says of training rows: it never changes, so it is computed once per
/// row and reused in every epoch. Every row is a forward pass of its own, so that a memory has the
/// same bits whether it was kept, computed again or computed in a resumed run. Kept rows lie in
/// host memory.
class BaseMemories {
public:
    /// keep: false computes a row again each time it is asked for.
    BaseMemories(const Decoder& decoder, bool keep);

    struct Row {
        at::Tensor queryMean; // [hidden] fp32: mean memory of the prompt tokens
        at::Tensor
            answer; // [answerLength, hidden] model dtype: memories that predict ids[queryLength …]
    };

    /// The row of example number `index`, on the decoder's device.
    Row row(int64_t index, const Example& example);
    int64_t keptBytes() const { return m_keptBytes; }

private:
    Row compute(const Example& example) const;

    const Decoder& m_decoder;
    bool m_keep;
    std::unordered_map<int64_t, Row> m_rows;
    int64_t m_keptBytes = 0;
};

} // namespace interweave
