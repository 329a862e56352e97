// SPDX-License-Identifier: Apache-2.0
#include "core/peft/seeded_dropout.h"
#include "core/support/random.h"

#include <ATen/ATen.h>

#include "tests.h"
#include "tests/support/accelerator.h"

#include <QtTest>

#include <array>

using namespace interweave;

class SeededDropoutTest : public QObject {
    Q_OBJECT

    static std::array<at::Device, 2> devices() { return {at::Device(at::kCPU), testAccelerator()}; }

private Q_SLOTS:
    void followsItsDefinition()
    {
        const at::Tensor x = at::arange(1, 20003, at::kFloat); // no multiple of four
        const at::Tensor y = seededDropout(x, 0.25, 7);
        for (int64_t i = 0; i < x.numel(); ++i) {
            const uint64_t word = mixBits(7 + 0x9e3779b97f4a7c15ULL * static_cast<uint64_t>(i / 4));
            const int draw = static_cast<int16_t>(word >> (16 * (i % 4)));
            const float expected = draw < 16384 - 32768 ? 0.0f : static_cast<float>(i + 1) / 0.75f;
            QVERIFY(std::abs(y[i].item<float>() - expected) <= 1e-6f * expected);
        }
    }

    void dropsTheWantedShare()
    {
        for (const at::Device device : devices()) {
            for (const double p : {0.05, 0.1, 0.5, 0.9}) {
                const at::Tensor y = seededDropout(at::ones({1000, 1000}, device), p, 11).cpu();
                QVERIFY(std::abs(y.eq(0).to(at::kDouble).mean().item<double>() - p) < 2e-3);
                QVERIFY(std::abs(y.mean().item<double>() - 1.0) < 5e-3);
            }
        }
    }

    void dependsOnTheSeedAndNothingElse()
    {
        for (const at::Device device : devices()) {
            const auto dropped = [device](const at::Tensor& x, uint64_t seed) {
                return seededDropout(x.to(device), 0.1, seed).cpu();
            };
            const at::Tensor x = at::randn({64, 96});
            QVERIFY(dropped(x, 5).equal(dropped(x, 5)));
            QVERIFY(!dropped(x, 5).equal(dropped(x, 6)));
            QVERIFY(dropped(x.t(), 5).equal(dropped(x.t().contiguous(), 5)));
            const at::Tensor ones = at::ones({64, 96});
            for (const at::ScalarType dtype : {at::kBFloat16, at::kHalf, at::kDouble})
                QVERIFY(dropped(ones.to(dtype), 5).eq(0).equal(dropped(ones, 5).eq(0)));
        }
    }

    void isTheSameByKernelsAndByOperations()
    {
        const at::Tensor x = at::randn({37, 59}, at::kDouble); // fp64 has no kernel
        const at::Tensor expected = seededDropout(x, 0.1, 5);
        QVERIFY(at::allclose(
            seededDropout(x.to(at::kFloat), 0.1, 5).to(at::kDouble), expected, 1e-6, 0));
        const at::Tensor half = x.to(at::kBFloat16);
        QVERIFY(seededDropout(half, 0.1, 5)
                    .equal(at::where(expected.eq(0), at::zeros_like(half), half * (1 / 0.9))));
    }

    void isItsOwnGradient()
    {
        for (const at::Device device : devices()) {
            const at::Tensor x = at::randn({50, 30}, at::kDouble).to(device);
            const at::Tensor g = at::randn({50, 30}, at::kDouble).to(device);
            const double forward = (seededDropout(x, 0.3, 9) * g).sum().item<double>();
            const double backward = (x * seededDropout(g, 0.3, 9)).sum().item<double>();
            QVERIFY(std::abs(forward - backward) < 1e-9);
        }
    }

    void leavesXAloneAtZero()
    {
        const at::Tensor x = at::randn({3, 4});
        QVERIFY(seededDropout(x, 0.0, 1).is_same(x));
        QCOMPARE(seededDropout(at::empty({0, 4}), 0.5, 1).numel(), 0);
    }
};

std::unique_ptr<QObject> makeSeededDropoutTest()
{
    return std::make_unique<SeededDropoutTest>();
}

#include "test_seeded_dropout.moc"
