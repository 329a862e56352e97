// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"
#include "core/verify/reference_tensors.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

/// A right-padded batch as a reference keeps it.
struct ImsmBatch {
    at::Tensor ids; // [rows, length] int64
    at::Tensor labels; // [rows, length] int64; −100 on prompts and padding, else the token itself
    std::vector<int64_t> queryLengths; // [rows]
    std::vector<Example> examples; // the rows without their padding
};

/// Takes <prefix>input_ids, <prefix>labels and <prefix>query_length. Throws Error{CorruptData}
/// naming the tensor when they are missing or do not fit each other.
ImsmBatch takeImsmBatch(ReferenceTensors& reference, const std::string& prefix, int64_t vocabulary);

} // namespace interweave
