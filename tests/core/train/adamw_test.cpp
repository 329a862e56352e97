// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/train/adamw.h"
#include "suites.h"
#include "tests/support/accelerator.h"
#include "tests/support/tensor_distance.h"

#include <QtTest>
#include <cmath>

using namespace interweave;

namespace {

at::Tensor leaf(const at::Tensor& values)
{
    return values.clone().set_requires_grad(true);
}

at::Tensor pattern(
    int64_t count, int64_t multiplier, int64_t shift, int64_t modulus, double divisor)
{
    return ((at::arange(count) * multiplier + shift) % modulus - modulus / 2).to(at::kFloat)
        / divisor;
}

} // namespace

// Golden values: torch.optim.AdamW of torch 2.13.0 on the CPU, w[i] = (7i mod 11 − 5)/8, gradient
// of step s
// ((5i + 3s) mod 13 − 6)/4, learning rate 0.01·s/5, decay 0.01, five steps.
void AdamWTest::matchesTorch()
{
    const at::Tensor expected = at::tensor({-0.625984609f, 0.244113088f, -0.238948762f,
        0.622082591f, 0.130023956f, -0.368436754f, 0.500534117f, -0.00831980444f, -0.493792921f,
        0.362876743f, -0.111907557f, -0.636736274f, 0.248280898f, -0.251097113f, 0.619000554f,
        0.135938719f, -0.377617359f, 0.504911482f, 0.00645075506f, -0.499165922f});
    const at::Tensor w = leaf(pattern(20, 7, 0, 11, 8));
    AdamW optimizer({});
    optimizer.addGroup({{"w", w}}, 0.01);
    for (int step = 1; step <= 5; ++step) {
        w.mutable_grad().copy_(pattern(20, 5, 3 * step, 13, 4));
        optimizer.step(step / 5.0);
    }
    QVERIFY(distance(w, expected) < 1e-7);
}

void AdamWTest::matchesItsFormula()
{
    const AdamWSettings settings{0.8, 0.95, 1e-6, 0.1};
    const at::Tensor first = leaf(pattern(7, 3, 1, 11, 4).view({1, 7}));
    const at::Tensor second = leaf(pattern(33, 5, 2, 17, 8));
    std::vector<double> w{second[4].item<double>()};
    AdamW optimizer(settings);
    optimizer.addGroup({{"first", first}, {"second", second}}, 0.02);

    double m = 0.0;
    double v = 0.0;
    for (int t = 1; t <= 4; ++t) {
        optimizer.zeroGradients();
        (second * second).sum().backward();
        const double g = 2.0 * w.back();
        optimizer.step(0.5);
        m = settings.beta1 * m + (1 - settings.beta1) * g;
        v = settings.beta2 * v + (1 - settings.beta2) * g * g;
        const double mHat = m / (1 - std::pow(settings.beta1, t));
        const double vHat = v / (1 - std::pow(settings.beta2, t));
        w.push_back(w.back() * (1 - 0.01 * settings.weightDecay)
            - 0.01 * mHat / (std::sqrt(vHat) + settings.epsilon));
        QVERIFY(std::abs(second[4].item<double>() - w.back()) < 1e-6);
    }
    QCOMPARE(optimizer.updates(), 4);
    QCOMPARE(optimizer.parameterCount(), 40);
}

void AdamWTest::sameAwayFromTheCpu()
{
    const auto train = [](at::Device device) {
        const at::Tensor w = leaf(pattern(100, 7, 0, 11, 8).to(device));
        AdamW optimizer({});
        optimizer.addGroup({{"w", w}}, 0.01);
        for (int step = 1; step <= 5; ++step) {
            w.mutable_grad().copy_(pattern(100, 5, 3 * step, 13, 4));
            optimizer.step(1.0, 0.7);
        }
        return w;
    };
    QVERIFY(distance(train(at::kCPU), train(testAccelerator())) < 1e-7);
}

void AdamWTest::clippingScalesTheGradient()
{
    const at::Tensor w = leaf(at::ones({2}));
    AdamW optimizer({});
    optimizer.addGroup({{"w", w}}, 0.01);
    w.mutable_grad().copy_(at::tensor({3.0f, 4.0f}));
    QCOMPARE(optimizer.gradientNorm(), 5.0);
    optimizer.step(1.0, 0.2);
    for (const auto& [name, moment] : optimizer.state())
        if (name == "exp_avg.w")
            QVERIFY(distance(moment, at::tensor({0.06f, 0.08f})) < 1e-7);
    w.mutable_grad().copy_(at::tensor({NAN, 4.0f}));
    QVERIFY(!std::isfinite(optimizer.gradientNorm()));
}

void AdamWTest::tensorsStayHandles()
{
    const at::Tensor w = leaf(at::ones({3}));
    const at::Tensor sameHandle = w;
    {
        AdamW optimizer({});
        optimizer.addGroup({{"w", w}}, 0.1);
        const int64_t version = w._version();
        (sameHandle * 2).sum().backward();
        (sameHandle * 3).sum().backward(); // adds to what is there
        QVERIFY(distance(w.grad(), at::full({3}, 5.0)) == 0.0);
        optimizer.step(1.0);
        QVERIFY(w._version() > version);
    }
    QVERIFY(distance(sameHandle, at::ones({3})) > 0.0);
    QVERIFY(!w.grad().defined());
}
