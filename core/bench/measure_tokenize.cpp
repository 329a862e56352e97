// SPDX-License-Identifier: Apache-2.0
#include "core/bench/measure.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr size_t kWarmUpRows = 50;

} // namespace

BenchResult measureTokenize(const Tokenizer& tokenizer, const std::vector<DataRow>& rows)
{
    for (size_t i = 0; i < std::min(kWarmUpRows, rows.size()); ++i)
        tokenizer.encode(rows[i].input);

    size_t bytes = 0;
    size_t tokens = 0;
    const auto start = std::chrono::steady_clock::now();
    for (const DataRow& row : rows) {
        bytes += row.input.size();
        tokens += tokenizer.encode(row.input).size();
    }
    BenchResult result;
    result.what = "tokenize";
    result.seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.tokens = static_cast<int64_t>(tokens);
    result.megabytesPerSecond = static_cast<double>(bytes) / result.seconds / 1e6;
    return result;
}

} // namespace interweave
