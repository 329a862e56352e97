// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/model/decoder.h"
#include "core/peft/full_parameters.h"
#include "core/peft/peft_adapter.h"
#include "core/siamese/gate.h"
#include "core/siamese/memory_memo.h"

#include <memory>
#include <optional>

namespace interweave {

/// One set of weights, an optional adapter on it, an optional gate between the two. Not
/// thread-safe while its parts are being trained.
struct SiameseModel {
    std::shared_ptr<Decoder> decoder;
    std::shared_ptr<PeftAdapter> adapter; // absent: base only
    std::optional<Gate> gate; // absent: base or tuned
    std::shared_ptr<FullParameters> full; // absent: the decoder's weights are frozen
    std::shared_ptr<MemoryMemo> memo; // absent: everything is computed

    /// Interwoven with a gate, tuned with an adapter only, else base.
    Branch naturalBranch() const;
    /// Throws Error{InvalidArgument} when the model has no such branch.
    void require(Branch branch) const;
};

/// Mean over the first `queryLengths[row]` tokens of each row. hidden: [tokens, hidden], rows one
/// after another with `lengths[row]` tokens. Returns fp32 [rows, hidden]; differentiable.
at::Tensor queryMeans(const at::Tensor& hidden, const std::vector<int64_t>& lengths,
    const std::vector<int64_t>& queryLengths);

/// Both memories of every token of a batch, base and tuned as rows of one forward pass, with the
/// query means of each token's row. Needs an adapter. Takes no dropout and records no graph.
Memories memoriesOf(
    const SiameseModel& model, const TokenBatch& batch, const std::vector<int64_t>& queryLengths);

} // namespace interweave
