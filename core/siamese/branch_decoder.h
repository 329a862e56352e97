// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// One branch of a siamese model decoding a batch of rows token by token with a key-value cache.
/// Interwoven, the base rows 0 … n−1 and the tuned rows n … 2n−1 are one batch, and the query means
/// are taken once, on the prompts. The model must outlive it. Inference only: construct and use it
/// under c10::InferenceMode.
class BranchDecoder {
public:
    /// Room for `capacity` tokens in each of `rows` rows. Throws Error{InvalidArgument} when the
    /// model has no such branch.
    BranchDecoder(const SiameseModel& model, Branch branch, int64_t rows, int64_t capacity);

    struct Step {
        at::Tensor
            hidden; // [rows, hidden] model dtype: what the head reads at each row's last token
        at::Tensor baseShare; // [rows] fp32: mean of the gate; undefined unless interwoven
    };
    /// The prompts, one for each row; call once, first.
    Step prefill(const std::vector<std::vector<int64_t>>& prompts);
    /// One more token for each row.
    Step advance(const std::vector<int64_t>& ids);
    /// Drops all but the given rows.
    void keepRows(const std::vector<int64_t>& rows);

private:
    at::Tensor forward(const std::vector<std::vector<int64_t>>& rows);
    Step mix(const at::Tensor& hidden) const;

    const SiameseModel& m_model;
    Branch m_branch;
    int64_t m_rows;
    KvCache m_cache;
    at::Tensor m_queryBase; // [rows, hidden] fp32
    at::Tensor m_queryTuned;
};

} // namespace interweave
