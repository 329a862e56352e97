// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/siamese/gate.h"
#include "core/support/error.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "tests.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace interweave;

namespace {

constexpr int64_t kHidden = 6;

} // namespace

class GateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { at::manual_seed(5); }

    void followsItsFormula()
    {
        const Gate gate({}, kHidden, at::kCPU, 1);
        const at::Tensor down = gate.parameters()[0].second.detach().to(at::kDouble);
        const at::Tensor up = gate.parameters()[1].second.detach().to(at::kDouble);
        const Memories memories = someMemories(kHidden, 4, at::kBFloat16);
        const at::Tensor g = gate.forward(memories);
        const at::Tensor contributions = gate.contributions(gate.channels(memories));
        for (int64_t token = 0; token < 4; ++token) {
            const at::Tensor input = at::cat({memories.queryBase[token], memories.base[token],
                                                 memories.tuned[token], memories.queryTuned[token]})
                                         .to(at::kDouble);
            const at::Tensor activation = at::mv(up, at::mv(down, input));
            QVERIFY(distance(g[token], activation.sigmoid()) < 1e-5);
            QVERIFY(distance(contributions[token].sum(), activation.mean()) < 1e-5);
        }
        QCOMPARE(g.scalar_type(), at::kFloat);
    }

    void startsNearOneHalf()
    {
        const Gate gate({}, 64, at::kCPU, 9);
        const auto make = [] { return at::randn({50, 64}); };
        const at::Tensor g = gate.forward({make(), make(), make(), make()});
        QVERIFY(std::abs(g.mean().item<double>() - 0.5) < 0.02);
        QVERIFY(Gate({}, 64, at::kCPU, 9).hash() == gate.hash());
        QVERIFY(Gate({}, 64, at::kCPU, 10).hash() != gate.hash());
    }

    void gradientsEqualFiniteDifferences()
    {
        const Gate gate({}, kHidden, at::kCPU, 2);
        const Memories memories = someMemories(kHidden, 5);
        const at::Tensor weights = at::randn({5, kHidden});
        const Dropout dropout{0.2, 77};
        const auto loss = [&] {
            return (interweave::interweave(
                        memories.base, memories.tuned, gate.forward(memories, dropout))
                * weights)
                .to(at::kDouble)
                .sum();
        };
        loss().backward();
        const c10::NoGradGuard noGraph;
        constexpr double kStep = 2e-2;
        for (const auto& [name, parameter] : gate.parameters()) {
            at::Tensor flat = parameter.view({-1});
            for (int64_t k = 0; k < flat.numel(); k += 7) {
                flat[k].add_(kStep);
                const double above = loss().item<double>();
                flat[k].sub_(2 * kStep);
                const double below = loss().item<double>();
                flat[k].add_(kStep);
                const double analytic = parameter.grad().view({-1})[k].item<double>();
                QVERIFY(std::abs((above - below) / (2 * kStep) - analytic)
                    < 1e-3 * std::max(1.0, std::abs(analytic)));
            }
        }
    }

    void dropoutFollowsItsSeed()
    {
        const Gate gate({}, kHidden, at::kCPU, 2);
        const Memories memories = someMemories(kHidden, 50);
        QVERIFY(gate.forward(memories, {0.3, 1}).equal(gate.forward(memories, {0.3, 1})));
        QVERIFY(!gate.forward(memories, {0.3, 1}).equal(gate.forward(memories, {0.3, 2})));
    }

    void mixesExactlyAtBothEnds()
    {
        const at::Tensor base = at::randn({3, 4}).to(at::kBFloat16);
        const at::Tensor tuned = at::randn({3, 4}).to(at::kBFloat16);
        QVERIFY(interweave::interweave(base, tuned, at::ones({3, 4})).equal(base));
        QVERIFY(interweave::interweave(base, tuned, at::zeros({3, 4})).equal(tuned));
        const at::Tensor half = interweave::interweave(base, tuned, at::full({3, 4}, 0.25));
        QVERIFY(half.equal(
            (0.25 * base.to(at::kFloat) + 0.75 * tuned.to(at::kFloat)).to(at::kBFloat16)));
    }

    void meansAreTakenOverTheQueryOnly()
    {
        const at::Tensor hidden = at::randn({9, kHidden}).set_requires_grad(true);
        const at::Tensor means = queryMeans(hidden, {5, 4}, {2, 3});
        const at::Tensor expected
            = at::stack({hidden.narrow(0, 0, 2).mean(0), hidden.narrow(0, 5, 3).mean(0)});
        QVERIFY(distance(means, expected) < 1e-6);
        means.sum().backward();
        QVERIFY(distance(hidden.grad()[1], at::full({kHidden}, 0.5)) < 1e-6);
        QVERIFY(distance(hidden.grad()[2], at::zeros({kHidden})) == 0.0);
    }

    void survivesAFolder()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        GateConfig config;
        config.rank = 3;
        config.dropout = 0.25;
        const Gate gate(config, kHidden, at::kCPU, 4);
        gate.save(path);
        const Gate loaded = Gate::load(path, kHidden, at::kCPU);
        QCOMPARE(loaded.hash(), gate.hash());
        QCOMPARE(loaded.config().dropout, 0.25);
        QVERIFY(loaded.parameters()[0].second.requires_grad());
        QVERIFY_THROWS_EXCEPTION(Error, Gate::load(path, kHidden + 1, at::kCPU));
    }

    void refusesDamagedFolders_data()
    {
        QTest::addColumn<QString>("config");
        for (const char* config : {"", "[]", "{\"version\": 1}",
                 R"({"version": 2, "mode": "query_gate", "rank": 8, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": "loud", "rank": 8, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": 5, "rank": 8, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": "query_gate", "rank": 0, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": "query_gate", "rank": 7, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": "gate", "rank": 8, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": "gate_linear", "rank": 8, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": "fixed", "rank": 8, "hidden": 6, "dropout": 0.1})",
                 R"({"version": 1, "mode": "query_gate", "rank": 8, "hidden": 6, "dropout": 0.1,
                     "bias": true})",
                 R"({"version": 1, "mode": "query_gate", "rank": 8, "hidden": 6, "dropout": 0.1,
                     "bias": 1})",
                 R"({"version": 1, "mode": "query_gate", "rank": 8, "hidden": 6, "dropout": 1})"})
            QTest::newRow(config) << config;
    }
    void refusesDamagedFolders()
    {
        QFETCH(QString, config);
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        QVERIFY_THROWS_EXCEPTION(Error, Gate::load(path, kHidden, at::kCPU));
        Gate({}, kHidden, at::kCPU, 4).save(path);
        std::ofstream(path / "imsm_config.json") << config.toStdString();
        QVERIFY_THROWS_EXCEPTION(Error, Gate::load(path, kHidden, at::kCPU));
    }

    void refusesWrongTensors()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const Gate gate({}, kHidden, at::kCPU, 4);
        gate.save(path);
        writeSafetensors(path / "imsm_gate.safetensors", {gate.parameters()[0]});
        QVERIFY_THROWS_EXCEPTION(Error, Gate::load(path, kHidden, at::kCPU));
        writeSafetensors(path / "imsm_gate.safetensors",
            {{"gate.down.weight", at::zeros({8, 3 * kHidden})},
                {"gate.up.weight", at::zeros({kHidden, 8})}});
        QVERIFY_THROWS_EXCEPTION(Error, Gate::load(path, kHidden, at::kCPU));
    }
};

std::unique_ptr<QObject> makeGateTest()
{
    return std::make_unique<GateTest>();
}

#include "test_gate.moc"
