// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/logit_split.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

LogitSplit splitLogits(
    const Decoder& decoder, const at::Tensor& base, const at::Tensor& tuned, const at::Tensor& gate)
{
    const at::NoGradGuard noGraph;
    const at::Tensor rest = decoder.uncappedLogits(at::zeros_like(base.narrow(0, 0, 1)));
    const auto addend = [&](const at::Tensor& memory, const at::Tensor& share) {
        return decoder.uncappedLogits((share * memory).to(memory.scalar_type())) - rest;
    };
    return {addend(base, gate), addend(tuned, 1 - gate), rest};
}

} // namespace interweave
