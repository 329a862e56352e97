// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/frozen_memories.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interweave {

/// What an archived row must be.
struct RowShape {
    int64_t hidden = 0;
    at::ScalarType dtype = at::kFloat; // of answer and streams
    size_t streams = 0;
};

/// The row's values, one tensor after another, and their hash. All in host memory.
std::string archivedBytes(const FrozenMemories::Row& row);
/// Nothing where the bytes are no such row of this example: too few, too many, or changed.
std::optional<FrozenMemories::Row> rowOf(
    const std::string& bytes, const Example& example, const RowShape& shape);

/// 128 bits of the example's tokens and of where its answer begins.
std::string rowKey(const Example& example);

bool sameBits(const FrozenMemories::Row& first, const FrozenMemories::Row& second);

} // namespace interweave
