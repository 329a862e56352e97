// SPDX-License-Identifier: Apache-2.0
#include "core/peft/seeded_dropout.h"

#include "core/model/cpu_dispatch.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace interweave {

namespace {

constexpr uint64_t kStride = Kernels<float>::Dropout::kStride;
constexpr int64_t kWord = Kernels<float>::Dropout::kWord;

int64_t wordsOf(const at::Tensor& x)
{
    return (x.numel() + kWord - 1) / kWord;
}

at::Tensor dropOnCpu(const at::Tensor& x, int16_t threshold, double scale, uint64_t seed)
{
    const at::Tensor out = at::empty_like(x);
    withElement(x, [&]<typename T>(T) {
        const typename Kernels<T>::Dropout dropout{elements<T>(x), elements<T>(out), x.numel(),
            seed, threshold, static_cast<float>(scale)};
        at::parallel_for(0, wordsOf(x), grain(kWord),
            [&](int64_t begin, int64_t end) { kernels<T>().dropout(dropout, begin, end); });
    });
    return out;
}

/// mixBits on tensors: int64 arithmetic wraps, and the masks make the shifts logical.
at::Tensor mixWords(at::Tensor words)
{
    const auto logicalShift = [](const at::Tensor& value, int64_t bits) {
        return value.bitwise_right_shift(bits).bitwise_and_((int64_t{1} << (64 - bits)) - 1);
    };
    words.bitwise_xor_(logicalShift(words, 30)).mul_(std::bit_cast<int64_t>(0xbf58476d1ce4e5b9ULL));
    words.bitwise_xor_(logicalShift(words, 27)).mul_(std::bit_cast<int64_t>(0x94d049bb133111ebULL));
    return words.bitwise_xor_(logicalShift(words, 31));
}

at::Tensor dropByOperations(const at::Tensor& x, int16_t threshold, double scale, uint64_t seed)
{
    at::Tensor counters = at::arange(wordsOf(x), x.options().dtype(at::kLong));
    counters.mul_(std::bit_cast<int64_t>(kStride)).add_(std::bit_cast<int64_t>(seed));
    const at::Tensor draws = mixWords(std::move(counters)).view(at::kShort).narrow(0, 0, x.numel());
    return at::where(draws.view(x.sizes()).lt(threshold), at::zeros({}, x.options()), x * scale);
}

/// Every operation is a launch there, which costs more than its arithmetic: torch's own generator
/// needs two for what takes fourteen above.
at::Tensor dropOnCuda(const at::Tensor& x, double p, uint64_t seed)
{
    at::Generator generator
        = at::globalContext().getAcceleratorHooksInterface(at::kCUDA).getNewGenerator(
            x.device().index());
    generator.set_current_seed(seed);
    const at::Tensor kept
        = at::empty(x.sizes(), x.options().dtype(at::kBool)).bernoulli_(1.0 - p, generator);
    return at::native_dropout_backward(x, kept, 1.0 / (1.0 - p)); // x · kept · scale
}

} // namespace

at::Tensor seededDropout(const at::Tensor& x, double p, uint64_t seed)
{
    // Draws are uniform on the 65,536 values of int16: dropped when below the threshold.
    const auto dropped = static_cast<int32_t>(std::lround(p * 65536.0));
    if (dropped <= 0 || x.numel() == 0)
        return x;
    const auto threshold = static_cast<int16_t>(std::min(dropped, 65535) - 32768);
    const double scale = 1.0 / (1.0 - p);
    const at::NoGradGuard noGraph;
    const at::Tensor values = x.contiguous();
    if (values.is_cuda())
        return dropOnCuda(values, p, seed);
    return hasKernels(values) ? dropOnCpu(values, threshold, scale, seed)
                              : dropByOperations(values, threshold, scale, seed);
}

} // namespace interweave
