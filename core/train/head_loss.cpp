// SPDX-License-Identifier: Apache-2.0
#include "core/train/head_loss.h"

#include "core/model/decoder.h"

#include <ATen/ATen.h>
#include <algorithm>

namespace interweave {

namespace {
constexpr int64_t kLogitsAtOnce = int64_t{1} << 25; // 128 MiB in fp32
}

at::Tensor headLossBackward(
    const Decoder& decoder, const at::Tensor& memories, const at::Tensor& targets, double weight)
{
    const int64_t count = memories.size(0);
    const int64_t chunk = std::max<int64_t>(1, kLogitsAtOnce / decoder.config().vocabulary);
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

} // namespace interweave
