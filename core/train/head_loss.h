// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace interweave {

class Decoder;

/// Tokens whose logits may exist at a time: 128 MiB of them in fp32, on a CPU 16, but 64 at least.
int64_t tokensAtOnce(const Decoder& decoder);

/// The mean cross-entropy −log p(target) of the head's logits, in fp32, and its backward pass,
/// scaled by `weight`, through `memories` into whatever made them. Logits exist for a bounded
/// number of tokens at a time, never for all. memories: [n, hidden] model dtype, in a graph;
/// targets: [n] int64. Returns the unscaled loss, fp32 scalar without graph.
at::Tensor headLossBackward(
    const Decoder& decoder, const at::Tensor& memories, const at::Tensor& targets, double weight);

/// −log p(target) of each token, [n] fp32, without graph.
at::Tensor tokenLosses(
    const Decoder& decoder, const at::Tensor& memories, const at::Tensor& targets);

} // namespace interweave
