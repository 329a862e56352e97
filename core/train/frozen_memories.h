// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace interweave {

class Adapter;
class Decoder;
class MemoryArchive;

/// How frozen memories are kept.
struct MemoryKeeping {
    bool inMemory = true; // false: a row is computed, or read, each time it is asked for
    MemoryArchive* archive = nullptr; // on disk; null: nowhere
    std::string weights; // content hash of model and adapter: what archived rows belong to
};

/// What a frozen branch says of training rows: it never changes, so it is computed once per row and
/// reused in every epoch, and through an archive in every other run. The base branch is always
/// frozen, the tuned one where its adapter is. Every row is a forward pass of its own, so that a
/// memory has the same bits whether it was kept, computed again or computed in a resumed run. Kept
/// rows lie in host memory; beyond kKeptBytes those that the archive has are read there again.
///
/// An archived row has exactly the bytes that its tokens and the model ask for and their hash;
/// the first one that is found is computed, too: where a bit differs (another build, another
/// processor) the whole set is forgotten.
class FrozenMemories {
public:
    /// adapter: of the tuned branch; null: the base. layers: whose streams are wanted too. Decoder,
    /// adapter and archive must outlive it.
    FrozenMemories(const Decoder& decoder, const Adapter* adapter, MemoryKeeping keeping,
        std::vector<int64_t> layers = {});

    struct Row {
        at::Tensor queryMean; // [hidden] fp32: mean memory of the prompt tokens
        at::Tensor
            answer; // [answerLength, hidden] model dtype: memories that predict ids[queryLength …]
        std::vector<at::Tensor> streams; // after each of the layers, [tokens, hidden] model dtype
    };

    /// The row of example number `index`, on the decoder's device.
    Row row(int64_t index, const Example& example);
    int64_t keptBytes() const { return m_keptBytes; } // in host memory

private:
    static constexpr int64_t kKeptBytes = int64_t{4} << 30; // where there is an archive

    Row compute(const Example& example) const;
    /// From the archive, or computed and put there; in host memory.
    Row fetch(const Example& example);

    const Decoder& m_decoder;
    const Adapter* m_adapter;
    MemoryKeeping m_keeping;
    std::vector<int64_t> m_layers;
    std::string m_set; // of the archive
    bool m_proven = false; // an archived row was found to be what is computed here
    std::unordered_map<int64_t, Row> m_rows;
    int64_t m_keptBytes = 0;
};

} // namespace interweave
