// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace interweave {

/// block(inputs), of which the graph keeps the inputs only: the backward pass runs the block once
/// more and goes back through that (gradient checkpointing). Same bits as without.
/// block: a pure function of its inputs and of leaves that ask for gradients, which get them; what
/// it captures must live until the backward pass. Gradients of higher order are not supported.
/// Source: Chen et al., arXiv 1604.06174.
std::vector<at::Tensor> recomputed(
    std::function<std::vector<at::Tensor>(const std::vector<at::Tensor>&)> block,
    const std::vector<at::Tensor>& inputs);

/// Whether this thread runs a block for the second time, in a backward pass: what the block notes
/// beside its result is noted already.
bool isRecomputing();

} // namespace interweave
