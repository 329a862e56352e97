// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/verify/case_result.h"

namespace interweave {

/// A siamese model against the IMSM authors' program: case.json, adapter/, gate.safetensors and
/// expected.safetensors, the base model in ../../models/<base>. Padded rows are run at full length
/// and without a mask, as the authors do; the training run is replayed by the trainer, the greedy
/// answers by the cached decoding that people use. Throws Error{NotFound, CorruptData, Unsupported}
/// for what is wrong with the case, Error{Cancelled}.
CaseResult runImsmCase(
    const std::filesystem::path& folder, const Placement& placement, std::stop_token stop = {});

} // namespace interweave
