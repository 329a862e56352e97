// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/model/attention.h"
#include "core/model/fused_ops.h"
#include "suites.h"

#include <QtTest>

#include <limits>

using namespace interweave;

namespace {

/// Holds a fused function against its formula: outputs, and gradients of a random projection of
/// them.
template <typename Fused, typename Formula>
void compare(const std::vector<at::Tensor>& inputs, double tolerance, Fused fused, Formula formula)
{
    const auto run = [&](auto&& function) {
        std::vector<at::Tensor> leaves;
        for (const at::Tensor& input : inputs)
            leaves.push_back(input.detach().clone().requires_grad_());
        const std::vector<at::Tensor> outputs = function(leaves);
        at::manual_seed(5);
        at::Tensor loss = at::zeros({});
        for (const at::Tensor& output : outputs)
            loss = loss + (output.to(at::kFloat) * at::randn(output.sizes())).sum();
        std::vector<at::Tensor> results = torch::autograd::grad({loss}, leaves);
        results.insert(results.end(), outputs.begin(), outputs.end());
        return results;
    };
    const std::vector<at::Tensor> actual = run(fused);
    const std::vector<at::Tensor> expected = run(formula);
    for (size_t i = 0; i < expected.size(); ++i) {
        const double difference
            = (actual[i].to(at::kFloat) - expected[i].to(at::kFloat)).abs().max().item<double>();
        QVERIFY2(difference <= tolerance,
            qPrintable(QString("result %1 differs by %2").arg(i).arg(difference)));
    }
}

} // namespace

void FusedOpsTest::normMatchesItsFormula_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("bf16");
    QTest::newRow("wide") << 576 << false;
    QTest::newRow("odd") << 37 << false;
    QTest::newRow("bf16") << 576 << true;
}

void FusedOpsTest::normMatchesItsFormula()
{
    QFETCH(int, width);
    QFETCH(bool, bf16);
    at::manual_seed(1);
    const auto dtype = bf16 ? at::kBFloat16 : at::kFloat;
    const at::Tensor weight = (1 + 0.1 * at::randn({width})).to(dtype);
    const std::vector<at::Tensor> inputs{
        at::randn({9, width}).to(dtype), at::randn({9, width}).to(dtype), weight};
    compare(
        inputs, bf16 ? 0.05 : 2e-5,
        [&](const std::vector<at::Tensor>& x) {
            const auto [sum, normed] = addRmsNorm(x[0], x[1], x[2], 1e-5);
            return std::vector<at::Tensor>{sum, normed};
        },
        [&](const std::vector<at::Tensor>& x) {
            const at::Tensor sum = x[0] + x[1];
            const at::Tensor wide = sum.to(at::kFloat);
            const at::Tensor normed
                = wide * (wide.square().mean(-1, true) + 1e-5).rsqrt() * x[2].to(at::kFloat);
            return std::vector<at::Tensor>{sum, normed.to(dtype)};
        });
}

void FusedOpsTest::normWeightGradientIsTheSlope()
{
    at::manual_seed(4);
    constexpr int kWidth = 70; // more than one thread's columns
    const at::Tensor x = at::randn({5, kWidth});
    const at::Tensor direction = at::randn({5, kWidth});
    const auto loss = [&](const at::Tensor& weight) {
        return (addRmsNorm(x, {}, weight, 1e-5).second * direction).to(at::kDouble).sum();
    };
    const at::Tensor weight = (1 + 0.1 * at::randn({kWidth})).requires_grad_();
    const at::Tensor gradient = torch::autograd::grad({loss(weight)}, {weight})[0];
    constexpr double kStep = 0.1; // the loss is linear in the weight
    for (int i = 0; i < kWidth; ++i) {
        at::Tensor up = weight.detach().clone();
        at::Tensor down = up.clone();
        up[i] += kStep;
        down[i] -= kStep;
        const double slope = (loss(up) - loss(down)).item<double>() / (2 * kStep);
        QVERIFY(std::abs(slope - gradient[i].item<double>()) < 1e-4);
    }
}

void FusedOpsTest::swigluMatchesItsFormula()
{
    at::manual_seed(2);
    compare(
        {at::randn({7, 2 * 83}) * 4}, 2e-5,
        [](const std::vector<at::Tensor>& x) { return std::vector<at::Tensor>{swiglu(x[0])}; },
        [](const std::vector<at::Tensor>& x) {
            return std::vector<at::Tensor>{
                at::silu(x[0].narrow(1, 0, 83)) * x[0].narrow(1, 83, 83)};
        });
    const at::Tensor extremes = at::tensor({-1e4f, -90.0f, -0.0f, 90.0f, 1e4f}).view({1, 5});
    const at::Tensor out = swiglu(at::cat({extremes, at::ones({1, 5})}, 1));
    QVERIFY(at::allclose(out, at::silu(extremes)));
    QVERIFY(swiglu(at::full({1, 32}, NAN)).isnan().all().item<bool>());
}

void FusedOpsTest::attentionMatchesItsFormula_data()
{
    QTest::addColumn<int>("window");
    QTest::addColumn<QList<int>>("lengths");
    QTest::newRow("one row") << 0 << QList<int>{11};
    QTest::newRow("equal rows") << 0 << QList<int>{6, 6};
    QTest::newRow("ragged rows") << 0 << QList<int>{5, 9, 1};
    QTest::newRow("window") << 4 << QList<int>{5, 9, 1};
    QTest::newRow("rows too long for our kernels") << 0 << QList<int>{800, 5, 770};
    QTest::newRow("long rows, window") << 16 << QList<int>{800, 5, 770};
}

void FusedOpsTest::attentionMatchesItsFormula()
{
    QFETCH(int, window);
    QFETCH(QList<int>, lengths);
    at::manual_seed(3);
    const AttentionShape shape{6, 2, 16, window, 0.25};
    TokenBatch batch;
    int64_t tokens = 0;
    for (const int length : lengths) {
        batch.lengths.push_back(length);
        tokens += length;
    }
    batch.ids = at::zeros({tokens}, at::kLong);
    const Rotary rotary({}, shape.headDim, at::kCPU);
    const TokenLayout layout(batch, nullptr, {&rotary, 1}, at::kCPU);

    const auto formula = [&](const std::vector<at::Tensor>& inputs) {
        const at::Tensor heads = inputs[0].view({tokens, 10, 16});
        const at::Tensor query = rotate(heads.narrow(1, 0, 6), layout.angles[0]);
        const at::Tensor keys = rotate(heads.narrow(1, 6, 2), layout.angles[0]);
        std::vector<at::Tensor> outputs;
        for (size_t row = 0; row < batch.lengths.size(); ++row) {
            const int64_t length = batch.lengths[row];
            const auto ofHeads = [&](const at::Tensor& x, int64_t group) { // [6, length, 16]
                return x.narrow(0, layout.starts[row], length)
                    .transpose(0, 1)
                    .repeat_interleave(group, 0);
            };
            const at::Tensor place = at::arange(length);
            const at::Tensor back = place.unsqueeze(1) - place; // how far a key lies behind
            const at::Tensor hidden = back.lt(0).logical_or(back.ge(window > 0 ? window : length));
            const at::Tensor scores
                = at::bmm(ofHeads(query, 1), ofHeads(keys, 3).transpose(1, 2)) * 0.25;
            const at::Tensor shares = at::softmax(
                scores.masked_fill(hidden, -std::numeric_limits<double>::infinity()), -1);
            outputs.push_back(at::bmm(shares, ofHeads(heads.narrow(1, 8, 2), 3))
                                  .transpose(0, 1)
                                  .reshape({length, 96}));
        }
        return std::vector<at::Tensor>{at::cat(outputs)};
    };
    const std::vector<at::Tensor> inputs{at::randn({tokens, 160})};
    compare(
        inputs, 2e-5,
        [&](const std::vector<at::Tensor>& x) {
            return std::vector<at::Tensor>{attention(x[0], layout, shape, nullptr)};
        },
        formula);
}

void FusedOpsTest::cappedAttentionMatchesItsFormula()
{
    at::manual_seed(6);
    const AttentionShape shape{4, 2, 8, 3, 0.5, 0, 1.5};
    const TokenBatch batch{at::zeros({9}, at::kLong), {5, 4}};
    const Rotary rotary({}, shape.headDim, at::kCPU);
    const TokenLayout layout(batch, nullptr, {&rotary, 1}, at::kCPU);
    const auto formula = [&](const std::vector<at::Tensor>& inputs) {
        const at::Tensor heads = inputs[0].view({9, 8, 8});
        const at::Tensor turned = rotate(heads.narrow(1, 0, 6), layout.angles[0]);
        std::vector<at::Tensor> outputs;
        for (int64_t token = 0; token < 9; ++token) {
            const int64_t start = token < 5 ? 0 : 5;
            const int64_t first = std::max(start, token - 2);
            for (int64_t head = 0; head < 4; ++head) {
                const auto seen = [&](const at::Tensor& x, int64_t which) {
                    return x.narrow(0, first, token + 1 - first).select(1, which);
                };
                const at::Tensor scores
                    = at::mv(seen(turned, 4 + head / 2), turned[token][head]) * 0.5;
                const at::Tensor weights = at::softmax(1.5 * at::tanh(scores / 1.5), 0);
                outputs.push_back(weights.unsqueeze(0).mm(seen(heads, 6 + head / 2)).squeeze(0));
            }
        }
        return std::vector<at::Tensor>{at::stack(outputs).view({9, 32})};
    };
    compare(
        {at::randn({9, 64})}, 2e-5,
        [&](const std::vector<at::Tensor>& x) {
            return std::vector<at::Tensor>{attention(x[0], layout, shape, nullptr)};
        },
        formula);
}
