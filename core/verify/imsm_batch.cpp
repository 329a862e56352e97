// SPDX-License-Identifier: Apache-2.0
#include "core/verify/imsm_batch.h"

#include "core/support/error.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

constexpr int64_t kIgnored = -100;

/// The row without its padding. Prompt labels are ignored, then come answer tokens, then padding.
Example unpaddedRow(const std::vector<int64_t>& ids, const std::vector<int64_t>& labels,
    int64_t queryLength, const std::string& where)
{
    const auto length = static_cast<int64_t>(ids.size());
    if (queryLength < 1 || queryLength >= length)
        throw Error(ErrorCode::CorruptData, where,
            "has a query of " + std::to_string(queryLength) + " tokens in a row of "
                + std::to_string(length));
    int64_t end = queryLength;
    while (end < length && labels[static_cast<size_t>(end)] != kIgnored)
        ++end;
    if (end == queryLength)
        throw Error(ErrorCode::CorruptData, where, "has no answer token after its query");
    for (int64_t t = 0; t < length; ++t) {
        const bool answer = t >= queryLength && t < end;
        const int64_t expected = answer ? ids[static_cast<size_t>(t)] : kIgnored;
        if (labels[static_cast<size_t>(t)] != expected)
            throw Error(ErrorCode::CorruptData, where,
                "has label " + std::to_string(labels[static_cast<size_t>(t)]) + " at position "
                    + std::to_string(t) + ", expected " + std::to_string(expected));
    }
    return {{ids.begin(), ids.begin() + end}, queryLength};
}

} // namespace

ImsmBatch takeImsmBatch(ReferenceTensors& reference, const std::string& prefix, int64_t vocabulary)
{
    ImsmBatch batch;
    batch.ids = reference.takeTokens(prefix + "input_ids", vocabulary);
    batch.labels = reference.takeIntegers(prefix + "labels", 2);
    const at::Tensor queries = reference.takeIntegers(prefix + "query_length", 1);
    if (batch.labels.sizes() != batch.ids.sizes())
        throw Error(ErrorCode::CorruptData, reference.where(prefix + "labels"),
            "has another shape than " + prefix + "input_ids");
    if (queries.size(0) != batch.ids.size(0))
        throw Error(ErrorCode::CorruptData, reference.where(prefix + "query_length"),
            "has another number of rows than " + prefix + "input_ids");

    const std::vector<std::vector<int64_t>> ids = rowsOf(batch.ids);
    const std::vector<std::vector<int64_t>> labels = rowsOf(batch.labels);
    for (size_t row = 0; row < ids.size(); ++row) {
        batch.queryLengths.push_back(queries.const_data_ptr<int64_t>()[row]);
        batch.examples.push_back(unpaddedRow(ids[row], labels[row], batch.queryLengths.back(),
            reference.where(prefix + "labels") + ", row " + std::to_string(row)));
    }
    return batch;
}

} // namespace interweave
