// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/peft/peft_methods.h"
#include "core/siamese/blend.h"
#include "core/siamese/branch_memories.h"
#include "core/siamese/generation.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "tests.h"

#include <QtTest>

#include <set>

using namespace interweave;

namespace {

const TokenBatch kBatch = TokenBatch::fromRows({{1, 20, 30, 40, 50}, {1, 33, 34}});

at::Tensor logitsOf(const SiameseModel& model, Branch branch)
{
    const c10::NoGradGuard noGraph;
    const Memories memories = forwardMemories(model, kBatch, {branch}, {});
    return model.decoder->logits(voiceOf(model, branch, memories));
}

at::Tensor blendedLogits(const SiameseModel& model, Blend::Kind kind, double tuned)
{
    const Blend blend{kind, tuned};
    return logitsOf(blended(model, blend), blendBranch(blend));
}

/// Every parameter moved away from where it changes nothing.
SiameseModel modelWith(const QString& method)
{
    SiameseModel model = SiameseCase(fixtureCase()).model;
    PeftConfig config;
    config.method = method.toStdString();
    if (method == "dora") {
        config.method = "lora";
        config.lora.dora = true;
    }
    model.adapter = makeAdapter(config, {*model.decoder, 3, 10});
    model.gate.reset();
    const c10::NoGradGuard noGraph;
    at::manual_seed(5);
    for (const auto& [name, tensor] : model.adapter->parameters())
        at::Tensor(tensor).add_(at::randn_like(tensor), 0.05);
    return model;
}

} // namespace

class BlendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsAreBaseAndTuned_data();
    void endsAreBaseAndTuned();
    void scalesTheFactorOfLora();
    void mixesLogits();
    void aMemoChangesNothing();
    void aMemoChangesNoAnswer();
    void namesWhatCannotBe();
};

void BlendTest::endsAreBaseAndTuned_data()
{
    QTest::addColumn<QString>("method");
    for (const char* method :
        {"lora", "dora", "adalora", "ia3", "vera", "bitfit", "ln_tuning", "lora_moe"})
        QTest::newRow(method) << method;
}

void BlendTest::endsAreBaseAndTuned()
{
    QFETCH(QString, method);
    const SiameseModel model = modelWith(method);
    const at::Tensor base = logitsOf(model, Branch::Base);
    const at::Tensor tuned = logitsOf(model, Branch::Tuned);
    QVERIFY(distance(base, tuned) > 1e-3);
    for (const auto kind : {Blend::Kind::AdapterScale, Blend::Kind::LogitMix}) {
        QVERIFY(distance(blendedLogits(model, kind, 0.0), base) < 1e-4);
        QVERIFY(distance(blendedLogits(model, kind, 1.0), tuned) < 1e-4);
        const at::Tensor half = blendedLogits(model, kind, 0.5);
        QVERIFY(distance(half, base) > 1e-4 && distance(half, tuned) > 1e-4);
    }
}

void BlendTest::scalesTheFactorOfLora()
{
    const SiameseModel model = modelWith("lora");
    const at::Tensor scaled = blendedLogits(model, Blend::Kind::AdapterScale, 0.3);
    {
        const c10::NoGradGuard noGraph;
        for (const auto& [name, tensor] : model.adapter->parameters())
            if (name.find("lora_B") != std::string::npos)
                at::Tensor(tensor).mul_(0.3);
    }
    QVERIFY(distance(scaled, logitsOf(model, Branch::Tuned)) < 1e-4);
}

void BlendTest::mixesLogits()
{
    const SiameseModel model = modelWith("lora");
    const at::Tensor expected
        = 0.7 * logitsOf(model, Branch::Base) + 0.3 * logitsOf(model, Branch::Tuned);
    QVERIFY(distance(blendedLogits(model, Blend::Kind::LogitMix, 0.3), expected) < 1e-4);
}

void BlendTest::aMemoChangesNothing()
{
    SiameseModel model = modelWith("lora");
    const at::Tensor without = blendedLogits(model, Blend::Kind::LogitMix, 0.4);
    const at::Tensor scaled = blendedLogits(model, Blend::Kind::AdapterScale, 0.4);
    for (const int64_t limit : {int64_t{1} << 20, int64_t{0}}) {
        model.memo = std::make_shared<MemoryMemo>(limit);
        for (int time = 0; time < 2; ++time)
            QVERIFY(at::equal(blendedLogits(model, Blend::Kind::LogitMix, 0.4), without));
        QCOMPARE(model.memo->find(kBatch, at::kCPU).has_value(), limit > 0);
        QVERIFY(at::equal(blendedLogits(model, Blend::Kind::AdapterScale, 0.4), scaled));
    }
}

/// Answers of several mixes, each with what the ones before it left: until they part from those,
/// nothing is computed, which another adapter shows.
void BlendTest::aMemoChangesNoAnswer()
{
    const std::vector<std::vector<TokenId>> prompts{{1, 20, 30, 40, 50}, {1, 33, 34}, {1, 7}};
    SamplingOptions options;
    options.maxNewTokens = 8;
    const auto answersOf = [&](const SiameseModel& model, double tuned) {
        return generate(blended(model, {Blend::Kind::LogitMix, tuned}), nullptr, prompts,
            Branch::Interwoven, options);
    };
    const SiameseModel model = modelWith("lora");
    SiameseModel remembering = model;
    remembering.memo = std::make_shared<MemoryMemo>();
    SiameseModel other = remembering;
    other.adapter = modelWith("ia3").adapter;
    SiameseModel forgetful = model; // its memo is full in the middle of an answer
    forgetful.memo = std::make_shared<MemoryMemo>(4000);
    std::set<std::vector<TokenId>> different;
    options.stopIds = {answersOf(model, 0.5)[0].ids[2]}; // an answer that ends before the others
    for (const double tuned : {0.0, 0.25, 0.5, 0.75, 1.0, 0.4}) {
        const std::vector<Generation> plain = answersOf(model, tuned);
        const std::vector<Generation> remembered = answersOf(remembering, tuned);
        const std::vector<Generation> ofOther = answersOf(other, tuned);
        for (size_t i = 0; i < prompts.size(); ++i) {
            different.insert(plain[i].ids);
            QCOMPARE(remembered[i].ids, plain[i].ids);
            QCOMPARE(answersOf(forgetful, tuned)[i].ids, plain[i].ids);
            QCOMPARE(ofOther[i].ids, plain[i].ids);
        }
    }
    QVERIFY(different.size() > prompts.size());
}

void BlendTest::namesWhatCannotBe()
{
    QVERIFY_EXCEPTION_THROWN(
        blendedLogits(modelWith("prompt_tuning"), Blend::Kind::AdapterScale, 0.5), Error);
    SiameseModel bare = modelWith("lora");
    bare.adapter.reset();
    QVERIFY_EXCEPTION_THROWN(blendedLogits(bare, Blend::Kind::LogitMix, 0.5), Error);
    QVERIFY_EXCEPTION_THROWN(parseBlendKind("salad"), Error);
    QCOMPARE(parseBlendKind("logit_mix"), Blend::Kind::LogitMix);
    QCOMPARE(label(blendSweep(Blend::Kind::AdapterScale)[3]), std::string("adapter scale 0.3"));
    QCOMPARE(blendSweep(Blend::Kind::LogitMix).size(), size_t{11});
}

std::unique_ptr<QObject> makeBlendTest()
{
    return std::make_unique<BlendTest>();
}

#include "test_blend.moc"
