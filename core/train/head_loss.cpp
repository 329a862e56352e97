// SPDX-License-Identifier: Apache-2.0
#include "core/train/head_loss.h"

#include "core/model/decoder.h"
#include "core/model/logit_loss.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {
constexpr int64_t kLogitsAtOnce = int64_t{1} << 25; // 128 MiB in fp32
constexpr int64_t kCpuLogitsAtOnce = int64_t{1} << 22; // what a processor's caches hold
constexpr int64_t kLeastTokens = 64; // fewer would read the head's weights too often
} // namespace

int64_t tokensAtOnce(const Decoder& decoder)
{
    const int64_t logits = decoder.device().is_cpu() ? kCpuLogitsAtOnce : kLogitsAtOnce;
    return std::max(kLeastTokens, logits / decoder.config().vocabulary);
}

at::Tensor tokenLosses(
    const Decoder& decoder, const at::Tensor& memories, const at::Tensor& targets)
{
    const c10::NoGradGuard noGrad;
    const int64_t count = memories.size(0);
    const int64_t chunk = tokensAtOnce(decoder);
    std::vector<at::Tensor> losses;
    for (int64_t begin = 0; begin < count; begin += chunk) {
        const int64_t length = std::min(chunk, count - begin);
        const at::Tensor logits = decoder.logits(memories.narrow(0, begin, length));
        const at::Tensor wanted = targets.narrow(0, begin, length).unsqueeze(1);
        losses.push_back(logLikelihoods(logits, wanted).squeeze(1).neg().to(at::kFloat));
    }
    return at::cat(losses);
}

} // namespace interweave
