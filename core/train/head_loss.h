// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace interweave {

class Decoder;

/// Tokens whose logits may exist at a time: 128 MiB of them in fp32, on a CPU 16, but 64 at least.
int64_t tokensAtOnce(const Decoder& decoder);

/// −log p(target) of each token, [n] fp32, without graph.
at::Tensor tokenLosses(
    const Decoder& decoder, const at::Tensor& memories, const at::Tensor& targets);

} // namespace interweave
