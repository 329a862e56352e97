// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/gate.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

namespace interweave {

struct TokenBatch;

/// The two memories of batches that were computed before, for several mixes of the same adapter to
/// be measured on the same rows: after the first one, each costs what the head costs, and where
/// answers part what comes after that (remembered_answers.h). Belongs to one decoder and one
/// adapter, without gates inside the layers. Lies in host memory, up to a limit; what comes after
/// it is computed each time. One thread.
class MemoryMemo {
public:
    explicit MemoryMemo(int64_t limitBytes = int64_t{4} << 30)
        : m_limit(limitBytes)
    {
    }

    /// Base and tuned memory of a batch's tokens, on `device`.
    std::optional<Memories> find(const TokenBatch& batch, at::Device device) const;
    void add(const TokenBatch& batch, const Memories& memories);

    /// Base and tuned memory, [hidden] on the host, of the last of a row's tokens.
    std::optional<Memories> findLast(std::span<const TokenId> row) const;
    void addLast(std::span<const TokenId> row, const Memories& memories);

private:
    using Map = std::unordered_map<std::string, Memories>;
    void put(Map& map, std::string key, const Memories& memories);

    int64_t m_limit;
    int64_t m_bytes = 0;
    Map m_batches; // by all that a batch is
    Map m_lasts; // by the row's tokens
};

} // namespace interweave
