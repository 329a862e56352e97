// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "core/data/leakage.h"
#include "core/data/tokenised_data.h"

namespace interweave {

/// Reads a data file once, row by row, bad lines or not, and says what it is like; `leakage` sees
/// every row. A row that cannot be tokenised counts as a bad line. Throws Error{InvalidArgument,
/// NotFound, CorruptData, Io} for a file that cannot be read at all, Error{Cancelled}.
DataReport reportData(const DataSource& source, const RowReading& reading, int64_t shownRows,
    LeakageCheck& leakage, std::stop_token stop = {});

} // namespace interweave
