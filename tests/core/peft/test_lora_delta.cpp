// SPDX-License-Identifier: Apache-2.0
#include "core/peft/lora_delta.h"
#include "core/peft/seeded_dropout.h"
#include "tests/support/tensor_distance.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "tests.h"

#include <QtTest>

using namespace interweave;

namespace {

/// q and v of a fused q, k, v layer (columns 0–9, 10–14, 15–19) of 12 inputs, with different ranks
/// and scales.
std::vector<LoraPart> queryAndValue(at::ScalarType dtype)
{
    const auto leaf = [&](int64_t rows, int64_t columns) {
        return (at::randn({rows, columns}, at::kDouble) * 0.5).to(dtype).set_requires_grad(true);
    };
    return {{leaf(3, 12), leaf(10, 3), 0, 2.0}, {leaf(4, 12), leaf(5, 4), 15, 0.5}};
}

/// The obvious form: each part on its own, out of place.
at::Tensor oracle(const at::Tensor& y, const at::Tensor& x, const std::vector<LoraPart>& parts,
    double p, uint64_t seed)
{
    at::Tensor sum = y;
    const at::Tensor dropped = p > 0 ? x * seededDropout(at::ones_like(x), p, seed) : x;
    for (const LoraPart& part : parts) {
        const at::Tensor term = part.scale * at::mm(at::mm(dropped, part.a.t()), part.b.t());
        sum = sum
            + at::constant_pad_nd(
                term, {part.firstOutput, y.size(1) - part.firstOutput - part.b.size(0)});
    }
    return sum;
}

std::vector<at::Tensor> leavesOf(const std::vector<LoraPart>& parts)
{
    std::vector<at::Tensor> leaves;
    for (const LoraPart& part : parts)
        leaves.insert(leaves.end(), {part.a, part.b});
    return leaves;
}

std::vector<at::Tensor> takeGradients(std::vector<at::Tensor> leaves)
{
    std::vector<at::Tensor> gradients;
    for (at::Tensor& leaf : leaves) {
        gradients.push_back(leaf.grad().defined() ? leaf.grad().clone() : at::Tensor());
        leaf.mutable_grad() = at::Tensor();
    }
    return gradients;
}

} // namespace

class LoraDeltaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { at::manual_seed(3); }

    void equalsTheObviousForm_data()
    {
        QTest::addColumn<double>("p");
        QTest::newRow("without dropout") << 0.0;
        QTest::newRow("with dropout") << 0.4;
    }

    void equalsTheObviousForm()
    {
        QFETCH(double, p);
        const std::vector<LoraPart> parts = queryAndValue(at::kFloat);
        std::vector<at::Tensor> leaves = leavesOf(parts);
        leaves.push_back(at::randn({7, 12}).set_requires_grad(true)); // x
        leaves.push_back(at::randn({7, 20}).set_requires_grad(true)); // y
        const at::Tensor& x = leaves[4];
        const at::Tensor& y = leaves[5];
        const at::Tensor weights = at::randn({7, 20});

        const at::Tensor expected = oracle(y * 1, x, parts, p, 21);
        (expected * weights).sum().backward();
        const std::vector<at::Tensor> expectedGradients = takeGradients(leaves);
        const at::Tensor actual = loraDelta(y * 1, x, parts, p, 21);
        (actual * weights).sum().backward();
        const std::vector<at::Tensor> gradients = takeGradients(leaves);

        QVERIFY(distance(actual, expected) < 1e-5);
        for (size_t i = 0; i < leaves.size(); ++i)
            QVERIFY2(distance(gradients[i], expectedGradients[i]) < 1e-4,
                qPrintable(QString::number(i)));
    }

    void fewTokensEqualMany_data()
    {
        QTest::addColumn<bool>("bf16");
        QTest::newRow("fp32") << false;
        QTest::newRow("bf16") << true;
    }

    // A decoder's few tokens take a path of their own.
    void fewTokensEqualMany()
    {
        QFETCH(bool, bf16);
        const c10::NoGradGuard noGraph;
        const auto dtype = bf16 ? at::kBFloat16 : at::kFloat;
        const StackedLora stacked = StackedLora::of(queryAndValue(at::kFloat), dtype);
        const at::Tensor x = at::randn({9, 12}).to(dtype);
        const at::Tensor y = at::randn({9, 20}).to(dtype);
        at::Tensor expected = y.clone();
        addLoraDelta(expected, x, stacked);
        for (int64_t row = 0; row < 9; row += 3) {
            at::Tensor rows = y.narrow(0, row, 3).clone();
            addLoraDelta(rows, x.narrow(0, row, 3), stacked);
            QVERIFY(distance(rows, expected.narrow(0, row, 3)) < (bf16 ? 0.05 : 1e-5));
        }
    }

    void gradientsEqualFiniteDifferences()
    {
        const std::vector<LoraPart> parts = queryAndValue(at::kDouble);
        std::vector<at::Tensor> leaves = leavesOf(parts);
        leaves.push_back(at::randn({5, 12}, at::kDouble).set_requires_grad(true));
        const at::Tensor y = at::randn({5, 20}, at::kDouble);
        const at::Tensor weights = at::randn({5, 20}, at::kDouble);
        const auto loss = [&] {
            return (loraDelta(y.clone(), leaves.back(), parts, 0.3, 4).pow(2) * weights).sum();
        };
        loss().backward();
        const std::vector<at::Tensor> gradients = takeGradients(leaves);

        const c10::NoGradGuard noGraph;
        constexpr double kStep = 1e-5;
        for (size_t i = 0; i < leaves.size(); ++i) {
            at::Tensor flat = leaves[i].view({-1});
            for (int64_t k = 0; k < flat.numel(); k += 3) {
                flat[k].add_(kStep);
                const double above = loss().item<double>();
                flat[k].sub_(2 * kStep);
                const double below = loss().item<double>();
                flat[k].add_(kStep);
                const double analytic = gradients[i].view({-1})[k].item<double>();
                QVERIFY(std::abs((above - below) / (2 * kStep) - analytic)
                    < 1e-5 * std::max(1.0, std::abs(analytic)));
            }
        }
    }

    void changesYInPlace()
    {
        const std::vector<LoraPart> parts = queryAndValue(at::kFloat);
        const at::Tensor x = at::randn({7, 12});
        at::Tensor y = at::randn({7, 20});
        const at::Tensor expected = oracle(y, x, parts, 0, 0);
        const void* data = y.const_data_ptr();
        const at::Tensor result = loraDelta(y, x, parts, 0, 0);
        QCOMPARE(result.const_data_ptr(), data);
        QVERIFY(distance(result, expected) < 1e-5);
    }

    void inferenceEqualsTraining()
    {
        const std::vector<LoraPart> parts = queryAndValue(at::kFloat);
        for (const size_t part :
            {size_t{0}, size_t{1}, size_t{2}}) { // v alone: columns that do not begin at 0
            const std::vector<LoraPart> some = part < 2 ? std::vector{parts[part]} : parts;
            const at::Tensor x = at::randn({7, 12});
            at::Tensor y = at::randn({7, 20});
            const at::Tensor expected = oracle(y, x, some, 0, 0);
            const c10::NoGradGuard noGraph;
            addLoraDelta(y, x, StackedLora::of(some, at::kFloat));
            QVERIFY(distance(y, expected) < 1e-5);
        }
    }

    void worksOnSomeRowsOfABatch()
    {
        const std::vector<LoraPart> parts = queryAndValue(at::kFloat);
        const at::Tensor x = at::randn({7, 12}).set_requires_grad(true);
        at::Tensor y = x.narrow(1, 0, 10).repeat({1, 2}); // has a history
        const at::Tensor expected = at::cat(
            {y.narrow(0, 0, 3), oracle(y.narrow(0, 3, 4), x.narrow(0, 3, 4), parts, 0, 0)});
        expected.pow(2).sum().backward();
        const at::Tensor expectedGradient = takeGradients({x})[0];
        takeGradients(leavesOf(parts));

        y = x.narrow(1, 0, 10).repeat({1, 2});
        loraDelta(y.narrow(0, 3, 4), x.narrow(0, 3, 4), parts, 0, 0);
        QVERIFY(distance(y, expected) < 1e-5);
        y.pow(2).sum().backward();
        QVERIFY(distance(x.grad(), expectedGradient) < 1e-4);
    }

    void givesOnlyTheGradientsAskedFor()
    {
        std::vector<LoraPart> parts = queryAndValue(at::kFloat);
        parts[0].a.set_requires_grad(false);
        parts[1].b.set_requires_grad(false);
        loraDelta(at::randn({7, 20}), at::randn({7, 12}), parts, 0, 0).sum().backward();
        QVERIFY(!parts[0].a.grad().defined());
        QVERIFY(parts[0].b.grad().defined());
        QVERIFY(parts[1].a.grad().defined());
        QVERIFY(!parts[1].b.grad().defined());
    }

    void bf16KeepsFp32Gradients()
    {
        const std::vector<LoraPart> parts = queryAndValue(at::kFloat);
        const at::Tensor x = at::randn({7, 12});
        oracle(at::zeros({7, 20}), x, parts, 0, 0).sum().backward();
        const std::vector<at::Tensor> expected = takeGradients(leavesOf(parts));
        const at::Tensor y
            = loraDelta(at::zeros({7, 20}, at::kBFloat16), x.to(at::kBFloat16), parts, 0, 0);
        QCOMPARE(y.scalar_type(), at::kBFloat16);
        y.to(at::kFloat).sum().backward();
        const std::vector<at::Tensor> gradients = takeGradients(leavesOf(parts));
        for (size_t i = 0; i < gradients.size(); ++i) {
            QCOMPARE(gradients[i].scalar_type(), at::kFloat);
            QVERIFY(distance(gradients[i], expected[i])
                < 0.03 * expected[i].abs().max().item<double>());
        }
    }

    void accumulatesIntoAGradientThatIsThere()
    {
        // As an optimizer does that keeps all gradients in one buffer.
        const std::vector<LoraPart> parts = queryAndValue(at::kFloat);
        const at::Tensor x = at::randn({7, 12});
        const at::Tensor buffer = at::zeros({parts[0].a.numel()});
        parts[0].a.mutable_grad() = buffer.view_as(parts[0].a);
        for (int i = 0; i < 2; ++i)
            loraDelta(at::zeros({7, 20}), x, parts, 0, 0).sum().backward();
        QVERIFY(parts[0].a.grad().is_alias_of(buffer));
        QVERIFY(distance(buffer, at::zeros_like(buffer)) > 0);
        QVERIFY(distance(parts[1].a.grad(), at::zeros({4, 12})) > 0);
    }
};

std::unique_ptr<QObject> makeLoraDeltaTest()
{
    return std::make_unique<LoraDeltaTest>();
}

#include "test_lora_delta.moc"
