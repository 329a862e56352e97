// SPDX-License-Identifier: Apache-2.0
#include "core/eval/divergence.h"

#include "core/model/logit_loss.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace interweave {

Divergence divergence(
    const Decoder& decoder, const at::Tensor& from, const at::Tensor& to, int64_t chunk)
{
    const at::NoGradGuard noGraph;
    std::vector<at::Tensor> kl{at::empty({0}, at::kDouble)};
    std::vector<at::Tensor> same{at::empty({0}, at::kDouble)};
    for (int64_t begin = 0; begin < from.size(0); begin += chunk) {
        const int64_t count = std::min(chunk, from.size(0) - begin);
        const at::Tensor p = decoder.logits(from.narrow(0, begin, count));
        const at::Tensor q = decoder.logits(to.narrow(0, begin, count));
        kl.push_back(logitDivergence(p, q).cpu().to(at::kDouble));
        same.push_back((p.argmax(1) == q.argmax(1)).cpu().to(at::kDouble));
    }
    return {at::cat(kl), at::cat(same)};
}

} // namespace interweave
