// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace interweave {

/// Where a run stands in its data.
struct DataPosition {
    int64_t epoch = 0;
    int64_t row = 0; // rows of this epoch already trained on
};

struct BatchSettings {
    int64_t batchSize = 16; // rows of a micro-batch
    int64_t batchTokens = 0; // tokens of a micro-batch; when set, it decides and batchSize does not
    int64_t gradientAccumulation = 1; // micro-batches of a step
    bool groupByLength = false;
    uint64_t seed = 2024;
};

/// Which rows each step sees: a new permutation in every epoch, a pure function of the seed; every
/// row once an epoch. Micro-batches are cut from it one after another, by rows or by tokens. The
/// last step of an epoch takes what is left: fewer micro-batches, the last of them smaller.
///
/// Grouped by length: each stretch of 50 steps' rows of the permutation (of all rows, by tokens) is
/// put in order of length, longest first, before it is cut, and the epoch's micro-batches but the
/// last are shuffled, so that a step's lengths say nothing of the next's.
class DataOrder {
public:
    /// lengths: tokens of each row. Throws Error{InvalidArgument} for a row that is longer than
    /// batchTokens.
    DataOrder(std::vector<int64_t> lengths, const BatchSettings& settings);

    /// Steps of the first `epochs` epochs.
    int64_t steps(int64_t epochs) const;
    /// Whether a micro-batch begins there.
    bool contains(const DataPosition& position);
    /// The micro-batches of the step at `position`, which moves on, past the end of an epoch to the
    /// start of the next. A position it does not contain throws Error{InvalidArgument}.
    std::vector<std::vector<int64_t>> next(DataPosition& position);

private:
    using MicroBatches = std::vector<std::vector<int64_t>>;

    MicroBatches epochBatches(int64_t epoch) const;
    MicroBatches cut(const std::vector<int64_t>& order) const;
    /// The index of the micro-batch that begins at `position`; nothing's where none does.
    size_t find(const DataPosition& position);

    std::vector<int64_t> m_lengths;
    BatchSettings m_settings;
    MicroBatches m_batches; // of m_epoch
    std::vector<int64_t> m_starts; // the row each begins at
    int64_t m_epoch = -1;
};

} // namespace interweave
