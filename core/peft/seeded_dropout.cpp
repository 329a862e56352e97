// SPDX-License-Identifier: Apache-2.0
#include "core/peft/seeded_dropout.h"

#include "core/support/random.h"

#include <ATen/ATen.h>
#include <ATen/Dispatch.h>
#include <ATen/OpMathType.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace interweave {

namespace {

constexpr uint64_t kStride = 0x9e3779b97f4a7c15ULL; // between the counters of neighbouring words
constexpr int64_t kLanes = 4; // 16-bit draws in one 64-bit word

template <typename T>
void dropRange(
    const T* in, T* out, int64_t begin, int64_t end, int16_t threshold, double scale, uint64_t seed)
{
    using Wide = at::opmath_type<T>; // fp32, or fp64 for fp64
    const auto factor = static_cast<Wide>(scale);
    const auto keep = [&](uint64_t word, int64_t lane, T value) {
        const auto draw = static_cast<int16_t>(word >> (16 * lane));
        return draw < threshold ? T(0) : static_cast<T>(static_cast<Wide>(value) * factor);
    };
    int64_t i = begin; // a multiple of kLanes
    for (; i + kLanes <= end; i += kLanes) {
        const uint64_t word = mixBits(seed + kStride * static_cast<uint64_t>(i / kLanes));
        for (int64_t lane = 0; lane < kLanes; ++lane)
            out[i + lane] = keep(word, lane, in[i + lane]);
    }
    const uint64_t last = mixBits(seed + kStride * static_cast<uint64_t>(i / kLanes));
    for (int64_t lane = 0; i + lane < end; ++lane)
        out[i + lane] = keep(last, lane, in[i + lane]);
}

at::Tensor dropOnCpu(const at::Tensor& x, int16_t threshold, double scale, uint64_t seed)
{
    const at::Tensor in = x.contiguous();
    at::Tensor out = at::empty_like(in);
    AT_DISPATCH_FLOATING_TYPES_AND2(at::kBFloat16, at::kHalf, in.scalar_type(), "dropout", [&] {
        const auto* from = in.const_data_ptr<scalar_t>();
        auto* to = out.mutable_data_ptr<scalar_t>();
        const int64_t count = in.numel();
        at::parallel_for(0, (count + kLanes - 1) / kLanes, 8192, [&](int64_t begin, int64_t end) {
            dropRange(
                from, to, begin * kLanes, std::min(end * kLanes, count), threshold, scale, seed);
        });
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

at::Tensor dropOnDevice(const at::Tensor& x, int16_t threshold, double scale, uint64_t seed)
{
    const int64_t words = (x.numel() + kLanes - 1) / kLanes;
    at::Tensor counters = at::arange(words, x.options().dtype(at::kLong));
    counters.mul_(std::bit_cast<int64_t>(kStride)).add_(std::bit_cast<int64_t>(seed));
    const at::Tensor draws = mixWords(std::move(counters)).view(at::kShort).narrow(0, 0, x.numel());
    return at::where(draws.view(x.sizes()).lt(threshold), at::zeros({}, x.options()), x * scale);
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
    return x.is_cpu() ? dropOnCpu(x, threshold, scale, seed)
                      : dropOnDevice(x, threshold, scale, seed);
}

} // namespace interweave
