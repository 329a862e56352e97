// SPDX-License-Identifier: Apache-2.0
#include "core/train/head_loss.h"

#include "core/model/decoder.h"

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

at::Tensor headLossBackward(
    const Decoder& decoder, const at::Tensor& memories, const at::Tensor& targets, double weight)
{
    const int64_t count = memories.size(0);
    const int64_t chunk = tokensAtOnce(decoder);
    const at::Tensor cut = memories.detach().set_requires_grad(true);
    at::Tensor total = at::zeros({}, memories.options().dtype(at::kFloat).requires_grad(false));
    for (int64_t begin = 0; begin < count; begin += chunk) {
        const int64_t length = std::min(chunk, count - begin);
        const at::Tensor logits = decoder.logits(cut.narrow(0, begin, length)).to(at::kFloat);
        const at::Tensor loss = at::cross_entropy_loss(logits, targets.narrow(0, begin, length), {},
                                    at::Reduction::Sum)
            / static_cast<double>(count);
        (loss * weight).backward();
        total += loss.detach();
    }
    memories.backward(cut.grad());
    return total;
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
        const at::Tensor logits = decoder.logits(memories.narrow(0, begin, length)).to(at::kFloat);
        losses.push_back(at::cross_entropy_loss(
            logits, targets.narrow(0, begin, length), {}, at::Reduction::None));
    }
    return at::cat(losses);
}

} // namespace interweave
