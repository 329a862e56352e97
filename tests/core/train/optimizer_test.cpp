// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/support/error.h"
#include "core/train/block_codes.h"
#include "core/train/make_optimizer.h"
#include "suites.h"
#include "tests/support/accelerator.h"
#include "tests/support/tensor_distance.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>

using namespace interweave;

namespace {

at::Tensor pattern(
    int64_t count, int64_t multiplier, int64_t shift, int64_t modulus, double divisor)
{
    return ((at::arange(count) * multiplier + shift) % modulus - modulus / 2).to(at::kFloat)
        / divisor;
}

at::Tensor leaf(const at::Tensor& values)
{
    return values.clone().set_requires_grad(true);
}

/// Five steps from adamw_test.cpp's start along its gradients.
at::Tensor fiveSteps(Optimizer& optimizer, const std::vector<int64_t>& shape, double scale = 1.0,
    at::Device device = at::kCPU)
{
    const at::Tensor w = leaf(pattern(20, 7, 0, 11, 8).view(shape).to(device));
    optimizer.addGroup({{"w", w}}, 0.01);
    for (int step = 1; step <= 5; ++step) {
        w.mutable_grad().copy_(pattern(20, 5, 3 * step, 13, 4).view(shape));
        optimizer.step(step / 5.0, scale);
    }
    return w.detach().clone();
}

OptimizerSettings named(const std::string& name)
{
    OptimizerSettings settings;
    settings.name = name;
    return settings;
}

void eachOptimizer()
{
    QTest::addColumn<QString>("name");
    for (const std::string& name : optimizerNames())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

std::map<std::string, at::Tensor> copied(const NamedTensors& tensors)
{
    std::map<std::string, at::Tensor> result;
    for (const auto& [name, tensor] : tensors)
        result[name] = tensor.detach().clone();
    return result;
}

} // namespace

// Golden values: torch.optim.SGD of torch 2.13.0 and transformers 5.23.0's Adafactor
// (relative_step=False) on the CPU; start, gradients and rates as in adamw_test.cpp, decay 0.01.
void OptimizerTest::matchesItsReference_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("matrix"); // 4 × 5, else 20
    QTest::addColumn<bool>("other"); // settings away from their defaults
    QTest::addColumn<QList<float>>("expected");
    QTest::newRow("sgd") << "sgd" << false << false
                         << QList<float>{-0.638746679f, 0.242004484f, -0.225867257f, 0.618166506f,
                                0.14525637f, -0.365404725f, 0.515346408f, -0.026781125f,
                                -0.482194811f, 0.343308896f, -0.0920628235f, -0.654232323f,
                                0.246560767f, -0.264100313f, 0.61665082f, 0.148779094f,
                                -0.380890369f, 0.519902706f, 0.0092415968f, -0.483710498f};
    QTest::newRow("sgd without momentum")
        << "sgd" << false << true
        << QList<float>{-0.629810929f, 0.25292477f, -0.264925957f, 0.630813181f, 0.125960827f,
               -0.372386754f, 0.510348916f, -0.0139999893f, -0.486350238f, 0.370388091f,
               -0.114962623f, -0.626310945f, 0.243424147f, -0.254923433f, 0.627812207f,
               0.109961554f, -0.368886799f, 0.500848353f, 0.00250073941f, -0.489351124f};
    QTest::newRow("adafactor, matrix")
        << "adafactor" << true << false
        << QList<float>{-0.633478284f, 0.248015732f, -0.268082798f, 0.626473308f, 0.122485727f,
               -0.375045419f, 0.507003963f, -0.0153915342f, -0.488855809f, 0.368672788f,
               -0.11680045f, -0.626847446f, 0.242308155f, -0.2558617f, 0.626485288f, 0.109718278f,
               -0.367443234f, 0.499825925f, 0.00335570518f, -0.490106612f};
    QTest::newRow("adafactor, vector")
        << "adafactor" << false << false
        << QList<float>{-0.632069945f, 0.250722855f, -0.266693592f, 0.628926456f, 0.122890711f,
               -0.375077724f, 0.506360173f, -0.0149173513f, -0.489533663f, 0.369410992f,
               -0.118353114f, -0.627959073f, 0.241173536f, -0.25718233f, 0.625610352f, 0.108193919f,
               -0.370773494f, 0.497778207f, -0.000190223567f, -0.493339807f};
    QTest::newRow("adafactor, scaled")
        << "adafactor" << true << true
        << QList<float>{-0.626872182f, 0.249461636f, -0.254173249f, 0.625109196f, 0.124191478f,
               -0.375056207f, 0.501309872f, -0.00346122356f, -0.497821808f, 0.373503774f,
               -0.123310044f, -0.625200033f, 0.248287752f, -0.250986278f, 0.625206053f,
               0.121954545f, -0.373254567f, 0.499971956f, 0.000884035137f, -0.497871697f};
}

void OptimizerTest::matchesItsReference()
{
    QFETCH(QString, name);
    QFETCH(bool, matrix);
    QFETCH(bool, other);
    QFETCH(QList<float>, expected);
    OptimizerSettings settings = named(name.toStdString());
    if (other) {
        settings.sgd.momentum = 0.0;
        settings.adafactor.scaleParameter = true;
        settings.adafactor.clipThreshold = 0.5;
        settings.adafactor.decayExponent = 0.6;
    }
    const auto optimizer = makeOptimizer(settings);
    const at::Tensor w
        = fiveSteps(*optimizer, matrix ? std::vector<int64_t>{4, 5} : std::vector<int64_t>{20});
    const at::Tensor golden = at::tensor(
        at::ArrayRef<float>(expected.constData(), static_cast<size_t>(expected.size())));
    const double off = distance(w.flatten(), golden);
    QVERIFY2(off < 1e-7, qPrintable(QString::number(off)));
}

void OptimizerTest::sameAwayFromTheCpu_data()
{
    eachOptimizer();
}

void OptimizerTest::sameAwayFromTheCpu()
{
    QFETCH(QString, name);
    const auto here = makeOptimizer(named(name.toStdString()));
    const auto there = makeOptimizer(named(name.toStdString()));
    const double off = distance(
        fiveSteps(*here, {4, 5}, 0.7), fiveSteps(*there, {4, 5}, 0.7, testAccelerator()));
    QVERIFY2(off < 1e-7, qPrintable(QString::number(off)));
}

void OptimizerTest::goesOnWhereItWas_data()
{
    eachOptimizer();
}

void OptimizerTest::goesOnWhereItWas()
{
    QFETCH(QString, name);
    const auto straight = makeOptimizer(named(name.toStdString()));
    const auto resumed = makeOptimizer(named(name.toStdString()));
    const at::Tensor w = leaf(pattern(600, 7, 0, 11, 8).view({20, 30}));
    const at::Tensor small = leaf(pattern(7, 3, 1, 5, 2));
    straight->addGroup({{"w", w}, {"small", small}}, 0.01);
    const auto step = [](Optimizer& optimizer, const at::Tensor& a, const at::Tensor& b, int n) {
        a.mutable_grad().copy_(pattern(600, 5, 3 * n, 13, 4).view({20, 30}));
        b.mutable_grad().copy_(pattern(7, 2, n, 5, 4));
        optimizer.step(1.0, 0.9);
    };
    for (int n = 1; n <= 3; ++n)
        step(*straight, w, small, n);
    const at::Tensor again = leaf(w.detach());
    const at::Tensor smallAgain = leaf(small.detach());
    resumed->addGroup({{"w", again}, {"small", smallAgain}}, 0.01);
    resumed->restore(copied(straight->state()), straight->updates(), "state");
    for (int n = 4; n <= 6; ++n) {
        step(*straight, w, small, n);
        step(*resumed, again, smallAgain, n);
    }
    QVERIFY(w.equal(again) && small.equal(smallAgain));

    auto wrong = copied(straight->state());
    QVERIFY(!wrong.empty());
    wrong.begin()->second = wrong.begin()->second.to(at::kDouble);
    QVERIFY_EXCEPTION_THROWN(resumed->restore(wrong, 1, "state"), Error);
}

/// 200 steps of a regression whose outputs differ in size by a factor of a hundred. Golden values:
/// the same in torch 2.13.0, its moments through bitsandbytes 0.50.2's create_dynamic_map after
/// each step.
void OptimizerTest::eightBitsStayNear()
{
    at::manual_seed(1);
    const at::Tensor inputs = at::randn({256, 64});
    const at::Tensor truth = at::randn({64, 48}) * at::logspace(-2, 0, 48);
    const at::Tensor outputs = inputs.mm(truth) + 0.1 * at::randn({256, 48});
    const at::Tensor start = 0.1 * at::randn({64, 48});
    std::vector<at::Tensor> ends;
    std::vector<double> losses;
    std::vector<int64_t> bytes;
    for (const char* name : {"adamw", "adamw8bit"}) {
        const at::Tensor w = leaf(start);
        const auto optimizer = makeOptimizer(named(name));
        optimizer->addGroup({{"w", w}}, 0.01);
        for (int step = 0; step < 200; ++step) {
            const at::Tensor error = inputs.mm(w.detach()) - outputs;
            w.mutable_grad().copy_(inputs.t().mm(error) * (2.0 / 256));
            optimizer->step(1.0);
        }
        ends.push_back(w.detach().clone());
        losses.push_back((inputs.mm(ends.back()) - outputs).square().mean().item<double>());
        bytes.push_back(0);
        for (const auto& [key, tensor] : optimizer->state())
            bytes.back() += static_cast<int64_t>(tensor.nbytes());
    }
    const double distance = ((ends[1] - ends[0]).norm() / (ends[0] - start).norm()).item<double>();
    QVERIFY2(
        std::abs(distance - 0.024457) < 1e-4, qPrintable(QString("distance %1").arg(distance)));
    QVERIFY2(std::abs(losses[0] - 0.115040) < 1e-5 && std::abs(losses[1] - 0.123637) < 1e-4,
        qPrintable(QString("losses %1 and %2").arg(losses[0]).arg(losses[1])));
    const double share = static_cast<double>(bytes[1]) / static_cast<double>(bytes[0]);
    QVERIFY2(share < 0.26, qPrintable(QString("share %1").arg(share)));
}

void OptimizerTest::codesAreTheNearest_data()
{
    QTest::addColumn<bool>("isSigned");
    QTest::newRow("signed") << true;
    QTest::newRow("unsigned") << false;
}

void OptimizerTest::codesAreTheNearest()
{
    QFETCH(bool, isSigned);
    const BlockCodes codes(isSigned ? BlockCodes::Range::Signed : BlockCodes::Range::Unsigned);
    const auto& values = codes.values();
    QVERIFY(std::adjacent_find(values.begin(), values.end(), std::greater_equal<>())
        == values.end()); // all different
    // bitsandbytes 0.50.2, create_dynamic_map(signed).
    const std::map<size_t, double> expected = isSigned
        ? std::map<size_t, double>{{0, -0.992968738}, {1, -0.978906274}, {126, -5.5e-7}, {127, 0.0},
            {128, 5.5e-7}, {129, 3.25e-6}, {254, 0.992968738}, {255, 1.0}}
        : std::map<size_t, double>{{0, 0.0}, {1, 3.25e-7}, {2, 7.75e-7}, {126, 0.0992968753},
            {127, 0.103515625}, {254, 0.996484399}, {255, 1.0}};
    for (const auto& [index, value] : expected)
        QVERIFY(std::abs(values[index] - value) <= 1e-6 * std::abs(value));

    at::manual_seed(3);
    const int64_t count = 2 * BlockCodes::kBlock + 37;
    at::Tensor x = at::randn({count}) * at::logspace(-6, 1, count);
    if (!isSigned)
        x = x.abs();
    x.narrow(0, 0, BlockCodes::kBlock).zero_(); // a block of zeros stays one
    const at::Tensor stored = at::empty({count}, at::kByte);
    const at::Tensor scales = at::empty({3});
    codes.encode(x, stored, scales);
    const at::Tensor read = codes.decode(stored, scales);
    for (int64_t block = 0; block < 3; ++block) {
        const int64_t begin = block * BlockCodes::kBlock;
        const int64_t length = std::min(BlockCodes::kBlock, count - begin);
        std::array<uint8_t, BlockCodes::kBlock> own{};
        std::array<float, BlockCodes::kBlock> decoded{};
        const float* const source = x.const_data_ptr<float>() + begin;
        const float scale = codes.encode(source, length, own.data());
        codes.decode(own.data(), scale, length, decoded.data());
        QCOMPARE(scale, scales[block].item<float>());
        for (int64_t i = 0; i < length; ++i) {
            const auto at = static_cast<size_t>(i);
            float best = 2.0f * scale + 1.0f;
            for (const float value : values)
                best = std::min(best, std::abs(value * scale - source[i]));
            QVERIFY(std::abs(decoded[at] - source[i]) <= best + 1e-7f * scale);
            QCOMPARE(own[at], stored[begin + i].item<uint8_t>());
            QCOMPARE(decoded[at], read[begin + i].item<float>());
        }
    }
}
