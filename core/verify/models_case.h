// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/verify/case_result.h"

namespace interweave {

/// A decoder against transformers: a model folder whose expected.safetensors holds input_ids [rows,
/// length], hidden [rows, length, hidden], logits [rows, length, vocabulary] and greedy [rows,
/// new], which ignores eos. Throws Error{NotFound, CorruptData, Unsupported} for what is wrong with
/// model or inputs, Error{Cancelled}.
CaseResult runModelsCase(
    const std::filesystem::path& folder, const Placement& placement, std::stop_token stop = {});

} // namespace interweave
