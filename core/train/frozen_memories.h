// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace interweave {

class Adapter;
class Decoder;

/// What a frozen branch says of training rows: it never changes, so it is computed once per row and
/// reused in every epoch. The base branch is always frozen, the tuned one where its adapter is.
/// Every row is a forward pass of its own, so that a memory has the same bits whether it was kept,
/// computed again or computed in a resumed run. Kept rows lie in host memory.
class FrozenMemories {
public:
    /// adapter: of the tuned branch; null: the base. keep: false computes a row again each time it
    /// is asked for. layers: whose streams are wanted too. Decoder and adapter must outlive it.
    FrozenMemories(const Decoder& decoder, const Adapter* adapter, bool keep,
        std::vector<int64_t> layers = {});

    struct Row {
        at::Tensor queryMean; // [hidden] fp32: mean memory of the prompt tokens
        at::Tensor
            answer; // [answerLength, hidden] model dtype: memories that predict ids[queryLength …]
        std::vector<at::Tensor> streams; // after each of the layers, [tokens, hidden] model dtype
    };

    /// The row of example number `index`, on the decoder's device.
    Row row(int64_t index, const Example& example);
    int64_t keptBytes() const { return m_keptBytes; }

private:
    Row compute(const Example& example) const;

    const Decoder& m_decoder;
    const Adapter* m_adapter;
    bool m_keep;
    std::vector<int64_t> m_layers;
    std::unordered_map<int64_t, Row> m_rows;
    int64_t m_keptBytes = 0;
};

} // namespace interweave
