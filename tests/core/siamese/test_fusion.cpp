// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/siamese/branch_decoder.h"
#include "core/siamese/fusion.h"
#include "core/siamese/generation.h"
#include "core/siamese/logit_split.h"
#include "core/siamese/trace.h"
#include "core/support/error.h"
#include "tests/support/accelerator.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include "tests.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace interweave;

namespace {

constexpr int64_t kHidden = 6;

GateConfig configOf(const QString& fusion)
{
    GateConfig config;
    config.fusion = fusion.toStdString();
    config.rank = 3;
    config.share = 0.3;
    return config;
}

/// A gate whose g is the same everywhere, to fp32's last bit where `preactivation` is far from 0.
Gate constantGate(const QString& fusion, double preactivation)
{
    GateConfig config = configOf(fusion);
    config.bias = true;
    Gate gate(config, kHidden, at::kCPU, 1);
    const c10::NoGradGuard noGraph;
    for (const auto& [name, tensor] : gate.parameters())
        at::Tensor(tensor).fill_(name == "gate.up.bias" ? preactivation : 0.0);
    return gate;
}

/// The reference's model and adapter with a gate of another mode.
SiameseModel modelWith(const QString& fusion, at::Device device = at::kCPU)
{
    SiameseModel model = SiameseCase(fixtureCase(), device).model;
    model.gate.emplace(configOf(fusion), model.decoder->config().hidden, device, 11);
    return model;
}

} // namespace

/// What holds for every fusion mode. What each computes is held against the authors' program by the
/// tests of `verify`.
class FusionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { at::manual_seed(5); }

    void partsAddUpToTheMix_data() { eachMode(); }
    void partsAddUpToTheMix()
    {
        QFETCH(QString, fusion);
        const Gate gate(configOf(fusion), kHidden, at::kCPU, 4);
        const Memories memories = someMemories(kHidden, 7);
        const Mix mix = gate.mix(memories);
        const MemoryParts parts = gate.parts(memories);
        QVERIFY(distance(parts.base + parts.tuned, mix.hidden) < 1e-6);
        QVERIFY(mix.baseShare.ge(0).all().item<bool>() && mix.baseShare.le(1).all().item<bool>());

        // Given the share, each part follows from its own memory alone.
        if (gate.hasGate())
            return;
        Memories other = memories;
        other.tuned = at::randn_like(memories.tuned);
        QVERIFY(gate.parts(other).base.equal(parts.base));
    }

    void keepsTheModelsDtype_data() { eachMode(); }
    void keepsTheModelsDtype()
    {
        QFETCH(QString, fusion);
        const Mix mix = Gate(configOf(fusion), kHidden, at::kCPU, 4)
                            .mix(someMemories(kHidden, 7, at::kBFloat16));
        QCOMPARE(mix.hidden.scalar_type(), at::kBFloat16);
        QCOMPARE(mix.baseShare.scalar_type(), at::kFloat);
    }

    void gateAtItsEnds()
    {
        const Memories memories = someMemories(kHidden, 4);
        const at::Tensor middle = 0.5 * (memories.base + memories.tuned);
        for (const char* fusion : {"gate", "query_gate", "scalar_gate"}) {
            QVERIFY(constantGate(fusion, 200).mix(memories).hidden.equal(memories.base));
            QVERIFY(constantGate(fusion, -200).mix(memories).hidden.equal(memories.tuned));
        }
        QVERIFY(constantGate("residual", 200).mix(memories).hidden.equal(memories.base));
        QVERIFY(distance(constantGate("residual", -200).mix(memories).hidden, middle) < 1e-6);
        QVERIFY(distance(constantGate("query_blend", 200).mix(memories).hidden,
                    0.5 * (memories.base + memories.queryBase))
            < 1e-6);
        QVERIFY(distance(Gate(configOf("mean"), kHidden, at::kCPU, 1).mix(memories).hidden, middle)
            < 1e-6);
        for (const double share : {0.0, 1.0}) {
            GateConfig config = configOf("fixed");
            config.share = share;
            const Mix mix = Gate(config, kHidden, at::kCPU, 1).mix(memories);
            QVERIFY(mix.hidden.equal(share == 0.0 ? memories.tuned : memories.base));
            QVERIFY(mix.baseShare.eq(share).all().item<bool>());
        }
    }

    void gradientsEqualFiniteDifferences_data() { eachMode(); }
    void gradientsEqualFiniteDifferences()
    {
        QFETCH(QString, fusion);
        GateConfig config = configOf(fusion);
        config.bias = true;
        const Gate gate(config, kHidden, at::kCPU, 2);
        Memories memories = someMemories(kHidden, 5);
        const at::Tensor weights = at::randn({5, kHidden});
        const Dropout dropout{0.2, 77};
        const auto loss
            = [&] { return (gate.mix(memories, dropout).hidden * weights).to(at::kDouble).sum(); };
        NamedTensors inputs = gate.parameters();
        inputs.emplace_back("tuned", memories.tuned.set_requires_grad(true));
        inputs.emplace_back("query of tuned", memories.queryTuned.set_requires_grad(true));
        loss().backward();
        const c10::NoGradGuard noGraph;
        constexpr double kStep = 2e-2;
        for (const auto& [name, input] : inputs) {
            at::Tensor flat = input.view({-1});
            for (int64_t k = 0; k < flat.numel(); k += 5) {
                flat[k].add_(kStep);
                const double above = loss().item<double>();
                flat[k].sub_(2 * kStep);
                const double below = loss().item<double>();
                flat[k].add_(kStep);
                const double analytic
                    = input.grad().defined() ? input.grad().view({-1})[k].item<double>() : 0.0;
                QVERIFY2(std::abs((above - below) / (2 * kStep) - analytic)
                        < 1e-3 * std::max(1.0, std::abs(analytic)),
                    name.c_str());
            }
        }
    }

    void survivesAFolder_data() { eachMode(); }
    void survivesAFolder()
    {
        QFETCH(QString, fusion);
        for (const bool bias : {false, true}) {
            const QTemporaryDir folder;
            const std::filesystem::path path = folder.path().toStdString();
            GateConfig config = configOf(fusion);
            config.bias = bias;
            const Gate gate(config, kHidden, at::kCPU, 4);
            gate.save(path);
            const Gate loaded = Gate::load(path, kHidden, at::kCPU);
            QCOMPARE(loaded.hash(), gate.hash());
            QCOMPARE(loaded.config().fusion, fusion.toStdString());
            const Memories memories = someMemories(kHidden, 3);
            QVERIFY(loaded.mix(memories).hidden.equal(gate.mix(memories).hidden));
        }
    }

    void modesHaveTheAuthorsNumbers()
    {
        QCOMPARE(fusionRuleOfMode(3, "mode").name, std::string_view("gate_linear"));
        for (const int64_t mode : {-1, 1, 7})
            QVERIFY_THROWS_EXCEPTION(Error, fusionRuleOfMode(mode, "mode"));
        QVERIFY_THROWS_EXCEPTION(Error, fusionRule("loud"));
    }

    void cachedEqualsUncached_data() { eachMode(); }
    void cachedEqualsUncached()
    {
        QFETCH(QString, fusion);
        const SiameseModel model = modelWith(fusion);
        const c10::InferenceMode inference;
        const std::vector<std::vector<int64_t>> prompts{
            {5, 9, 17, 33}, {40, 41, 42, 43, 44, 45, 46}};
        BranchDecoder decoder(model, {Branch::Interwoven}, 16);
        decoder.prefill(prompts);
        const BranchDecoder::Step step = decoder.advance({12, 57});
        for (size_t row = 0; row < prompts.size(); ++row) {
            std::vector<int64_t> ids = prompts[row];
            ids.push_back(row == 0 ? 12 : 57);
            const Mix whole = model.gate->mix(memoriesOf(
                model, TokenBatch::fromRows({ids}), {static_cast<int64_t>(prompts[row].size())}));
            const auto last = static_cast<int64_t>(ids.size()) - 1;
            QVERIFY(distance(step.hidden[static_cast<int64_t>(row)], whole.hidden[last]) < 1e-4);
            QVERIFY(
                distance(step.baseShare[static_cast<int64_t>(row)], whole.baseShare[last].mean())
                < 1e-5);
        }
    }

    void tracesSplitTheLogits_data() { eachMode(); }
    void tracesSplitTheLogits()
    {
        QFETCH(QString, fusion);
        const SiameseModel model = modelWith(fusion);
        const std::vector<TokenId> prompt{5, 9, 17, 33};
        SamplingOptions options;
        options.maxNewTokens = 5;
        const Generation answer
            = generate(model, nullptr, {prompt}, Branch::Interwoven, options)[0];
        const Trace trace = traceAnswer(model, nullptr, prompt, answer.ids, 5);
        for (size_t i = 0; i < answer.ids.size(); ++i) {
            const TokenTrace& token = trace.answer[i];
            QVERIFY(std::abs(token.gateMean - answer.tokens[i].baseShare) < 1e-5);
            QVERIFY(
                token.gateMin <= token.gateMean + 1e-6 && token.gateMean <= token.gateMax + 1e-6);
            QVERIFY(std::abs(token.logitRest) < 1e-4); // no bias: the two addends are all
            QCOMPARE(token.interwoven.top[0].id, answer.ids[i]);
            QCOMPARE(token.channels.size(), model.gate->hasGate() ? size_t{3} : size_t{0});
        }
    }

    void runsOnAnAccelerator_data() { eachMode(); }
    void runsOnAnAccelerator()
    {
        QFETCH(QString, fusion);
        const std::vector<TokenId> prompt{5, 9, 17, 33};
        SamplingOptions options;
        options.maxNewTokens = 3;
        std::vector<std::vector<TokenId>> answers;
        for (const at::Device device : {at::Device(at::kCPU), testAccelerator()}) {
            const SiameseModel model = modelWith(fusion, device);
            answers.push_back(
                generate(model, nullptr, {prompt}, Branch::Interwoven, options)[0].ids);
            traceAnswer(model, nullptr, prompt, answers.back());
        }
        QCOMPARE(answers[0], answers[1]);
    }

private:
    static void eachMode()
    {
        QTest::addColumn<QString>("fusion");
        for (const std::string& fusion : fusionNames())
            QTest::newRow(fusion.c_str()) << QString::fromStdString(fusion);
    }
};

std::unique_ptr<QObject> makeFusionTest()
{
    return std::make_unique<FusionTest>();
}

#include "test_fusion.moc"
