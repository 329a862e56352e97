// SPDX-License-Identifier: Apache-2.0
#include "core/eval/divergence.h"

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
        const auto logprobs = [&](const at::Tensor& memories) {
            return at::log_softmax(
                decoder.logits(memories.narrow(0, begin, count)).to(at::kFloat), 1);
        };
        const at::Tensor p = logprobs(from);
        const at::Tensor q = logprobs(to);
        kl.push_back((p.exp() * (p - q)).sum(1).cpu().to(at::kDouble));
        same.push_back((p.argmax(1) == q.argmax(1)).cpu().to(at::kDouble));
    }
    return {at::cat(kl), at::cat(same)};
}

} // namespace interweave
