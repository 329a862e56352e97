// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "core/data/data_rows.h"

#include <optional>
#include <unordered_map>

namespace interweave {

/// Finds the rows of a file that repeat an earlier one, one after another. Keeps a few hashes of
/// each row.
class RepeatedRows {
public:
    /// What this row repeats; the strictest kind that applies.
    std::optional<RepeatedRow> add(const DataRow& row);

private:
    using FirstLines = std::unordered_map<uint64_t, int64_t>; // by hash

    FirstLines m_exact;
    FirstLines m_normalised;
    FirstLines m_prompts;
};

} // namespace interweave
