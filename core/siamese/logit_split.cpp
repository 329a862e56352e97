// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/logit_split.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

LogitSplit splitLogits(const Decoder& decoder, const MemoryParts& parts)
{
    const at::NoGradGuard noGraph;
    const auto logitsOf = [&](const at::Tensor& hidden) {
        return decoder.uncappedLogits(hidden.to(decoder.dtype()));
    };
    const at::Tensor rest = logitsOf(at::zeros_like(parts.base.narrow(0, 0, 1)));
    return {logitsOf(parts.base) - rest, logitsOf(parts.tuned) - rest, rest};
}

} // namespace interweave
