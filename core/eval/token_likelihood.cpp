// SPDX-License-Identifier: Apache-2.0
#include "core/eval/token_likelihood.h"

#include "core/model/logit_loss.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace interweave {

at::Tensor tokenLogLikelihoods(
    const Decoder& decoder, const at::Tensor& memories, const at::Tensor& targets, int64_t chunk)
{
    std::vector<at::Tensor> parts{at::empty({0, targets.size(1)}, at::kDouble)};
    for (int64_t first = 0; first < memories.size(0); first += chunk) {
        const int64_t count = std::min(chunk, memories.size(0) - first);
        const at::Tensor logits
            = decoder.logits(memories.narrow(0, first, count)); // [count, vocabulary]
        const at::Tensor wanted = targets.narrow(0, first, count).to(logits.device());
        parts.push_back(logLikelihoods(logits, wanted).to(at::kCPU, at::kDouble));
    }
    return at::cat(parts);
}

} // namespace interweave
