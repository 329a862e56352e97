// SPDX-License-Identifier: Apache-2.0
// The decoder's pieces at SmolLM2-135M's shapes, bf16: what a training step and a decoded token are
// made of.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/model/attention.h"
#include "core/model/fused_ops.h"
#include "core/model/linear.h"

#include <benchmark/benchmark.h>

#include <cmath>

using namespace interweave;

namespace {

constexpr int64_t kHidden = 576;
constexpr int64_t kIntermediate = 1536;
const AttentionShape kShape{9, 3, 64, 0, 1 / std::sqrt(64.0)};

at::Tensor random(int64_t rows, int64_t width)
{
    return at::randn({rows, width}).to(at::kBFloat16);
}

void norm(benchmark::State& state)
{
    const bool backward = state.range(1);
    const at::Tensor x = random(state.range(0), kHidden).requires_grad_(backward);
    const at::Tensor delta = random(state.range(0), kHidden).requires_grad_(backward);
    const at::Tensor weight = at::ones({kHidden}, at::kBFloat16);
    for (auto _ : state) {
        const auto [sum, normed] = addRmsNorm(x, delta, weight, 1e-5);
        if (backward)
            torch::autograd::grad({sum, normed}, {x, delta}, {sum.detach(), normed.detach()});
    }
}

void feedForwardActivation(benchmark::State& state)
{
    const bool backward = state.range(1);
    const at::Tensor x = random(state.range(0), 2 * kIntermediate).requires_grad_(backward);
    for (auto _ : state) {
        const at::Tensor y = swiglu(x);
        if (backward)
            torch::autograd::grad({y}, {x}, {y.detach()});
    }
}

void rowsAttention(benchmark::State& state)
{
    const bool backward = state.range(2);
    TokenBatch batch;
    batch.lengths.assign(static_cast<size_t>(state.range(0)), state.range(1));
    batch.ids = at::zeros({state.range(0) * state.range(1)}, at::kLong);
    const Rotary rotary({}, kShape.headDim, at::kCPU);
    const TokenLayout layout(batch, nullptr, {&rotary, 1}, at::kCPU);
    const at::Tensor qkv = random(layout.tokens, 15 * 64).requires_grad_(backward);
    for (auto _ : state) {
        const at::Tensor y = attention(qkv, layout, kShape, nullptr);
        if (backward)
            torch::autograd::grad({y}, {qkv}, {y.detach()});
    }
}

void linearMap(benchmark::State& state)
{
    const c10::InferenceMode guard;
    Linear linear(0, random(kIntermediate, kHidden), {}, {});
    if (state.range(1))
        linear.pack();
    const at::Tensor x = random(state.range(0), kHidden);
    for (auto _ : state)
        benchmark::DoNotOptimize(linear.forward(x));
}

} // namespace

BENCHMARK(norm)->ArgNames({"tokens", "backward"})->Args({2, 0})->Args({400, 0})->Args({400, 1});
BENCHMARK(feedForwardActivation)
    ->ArgNames({"tokens", "backward"})
    ->Args({2, 0})
    ->Args({400, 0})
    ->Args({400, 1});
BENCHMARK(rowsAttention)
    ->ArgNames({"rows", "length", "backward"})
    ->Args({4, 100, 0})
    ->Args({4, 100, 1})
    ->Args({1, 400, 1})
    ->Args({4, 400, 1})
    ->Args({1, 768, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(linearMap)
    ->ArgNames({"rows", "packed"})
    ->Args({2, 0})
    ->Args({2, 1})
    ->Args({400, 0})
    ->Args({400, 1});
