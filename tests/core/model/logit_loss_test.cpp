// SPDX-License-Identifier: Apache-2.0
#include "core/model/logit_loss.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include "suites.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace interweave;

namespace {

constexpr int64_t kRows = 5;

struct Inputs {
    at::Tensor logits;
    at::Tensor base;
    at::Tensor targets;
    at::Tensor weights;
};

Inputs someInputs(int64_t width, at::ScalarType dtype)
{
    at::manual_seed(11);
    Inputs in{(4 * at::randn({kRows, width})).to(dtype), (4 * at::randn({kRows, width})).to(dtype),
        at::randint(width, {kRows}, at::kLong), at::rand({kRows})};
    in.logits[0] += 500; // far from 0, where an exponential alone would overflow
    in.logits[1] -= 500;
    in.logits[2].narrow(0, 1, width - 1).fill_(-300); // one certain token
    in.weights[3] = 0;
    return in;
}

double farthest(const at::Tensor& a, const at::Tensor& b)
{
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

} // namespace

void LogitLossTest::matchesItsFormula_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("bf16");
    QTest::newRow("odd") << 37 << false;
    QTest::newRow("several stretches") << 5003 << false;
    QTest::newRow("bf16") << 5003 << true;
}

// Against fp64 and its autograd.
void LogitLossTest::matchesItsFormula()
{
    QFETCH(int, width);
    QFETCH(bool, bf16);
    constexpr double kBaseWeight = 0.7;
    const Inputs in = someInputs(width, bf16 ? at::kBFloat16 : at::kFloat);
    const at::Tensor leaf = in.logits.to(at::kDouble).requires_grad_();
    const at::Tensor logQ = leaf.log_softmax(1);
    const at::Tensor logP = in.base.to(at::kDouble).log_softmax(1);
    const at::Tensor losses = -logQ.gather(1, in.targets.unsqueeze(1)).squeeze(1);
    const at::Tensor divergences = (logP.exp() * (logP - logQ)).sum(1);
    const at::Tensor weights = in.weights.to(at::kDouble);

    QVERIFY(farthest(logSumExp(in.logits), leaf.logsumexp(1)) < 1e-6);
    QVERIFY(farthest(logitDivergence(in.base, in.logits) / divergences, at::ones({kRows})) < 1e-5);
    QVERIFY(farthest(logitDivergence(in.logits, in.logits), at::zeros({kRows})) < 1e-6);

    const auto check = [&](const at::Tensor& base, const at::Tensor& objective) {
        const LogitLoss loss
            = logitLoss(in.logits, in.targets, in.weights, base, base.defined() ? kBaseWeight : 0);
        const at::Tensor gradient
            = torch::autograd::grad({objective}, {leaf}, {}, /*retain_graph=*/true)[0];
        QVERIFY(farthest(loss.losses, losses) < 1e-5);
        QCOMPARE(loss.divergences.defined(), base.defined());
        QVERIFY(loss.gradient.scalar_type() == in.logits.scalar_type());
        QVERIFY(farthest(loss.gradient, gradient) < (bf16 ? 4e-3 : 2e-6)); // rounded to bf16
        QVERIFY((loss.gradient.to(at::kDouble) - gradient).abs().sum().item<double>()
            < (bf16 ? 4e-3 : 1e-4) * gradient.abs().sum().item<double>());
    };
    check({}, (losses * weights).sum());
    check(in.base, (losses * weights).sum() + kBaseWeight * divergences.sum());
}

// Where there are no kernels, as on other devices.
void LogitLossTest::torchDoesTheSame()
{
    const Inputs in = someInputs(301, at::kFloat);
    const auto strided = [](const at::Tensor& x) { return x.t().contiguous().t(); };
    const at::Tensor logits = strided(in.logits);
    QVERIFY(!logits.is_contiguous());
    QVERIFY(farthest(logSumExp(logits), logSumExp(in.logits)) < 1e-4);
    QVERIFY(farthest(logitDivergence(in.base, logits), logitDivergence(in.base, in.logits)) < 1e-3);
    for (const at::Tensor& base : {at::Tensor(), in.base}) {
        const LogitLoss expected = logitLoss(in.logits, in.targets, in.weights, base, 0.3);
        const LogitLoss loss = logitLoss(logits, in.targets, in.weights, base, 0.3);
        QVERIFY(farthest(loss.losses, expected.losses) < 1e-4);
        QVERIFY(farthest(loss.gradient, expected.gradient) < 1e-5);
        QCOMPARE(loss.divergences.defined(), base.defined());
        if (base.defined())
            QVERIFY(farthest(loss.divergences, expected.divergences) < 1e-3);
    }
}

void LogitLossTest::saysWhatIsNotFinite()
{
    const Inputs in = someInputs(100, at::kFloat);
    in.logits[4][7] = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor sums = logSumExp(in.logits);
    QVERIFY(!std::isfinite(sums[4].item<double>()) && std::isfinite(sums[0].item<double>()));
}
