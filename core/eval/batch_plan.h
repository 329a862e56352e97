// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interweave {

/// Splits rows into batches of similar length, longest first (so that the batch that needs most
/// memory comes first, and an estimate of the time left errs on the long side). A batch holds at
/// most `budget` padded tokens, rows × longest, but always one row. Returns row indices.
std::vector<std::vector<size_t>> planBatches(const std::vector<int64_t>& lengths, int64_t budget);

} // namespace interweave
