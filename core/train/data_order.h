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

/// Which rows each step sees: a new permutation in every epoch, a pure function of the seed. The
/// last step of an epoch takes what is left: fewer micro-batches, the last of them smaller.
class DataOrder {
public:
    DataOrder(int64_t rows, int64_t batchSize, int64_t gradientAccumulation, uint64_t seed);

    int64_t stepsPerEpoch() const;
    /// The micro-batches of the step at `position`, which moves on, past the end of an epoch to the
    /// start of the next.
    std::vector<std::vector<int64_t>> next(DataPosition& position);

private:
    int64_t m_rows;
    int64_t m_batchSize;
    int64_t m_rowsPerStep;
    uint64_t m_seed;
    std::vector<int64_t> m_order; // of m_epoch
    int64_t m_epoch = -1;
};

} // namespace interweave
