// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/peft_methods.h"
#include "core/peft/rank_allocator.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "core/train/adamw.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "tests.h"

#include <QtTest>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = INTERWEAVE_FIXTURES;
constexpr int64_t kSteps = 200;

AdaLoraConfig config()
{
    return {.initialRank = 6,
        .targetRank = 2,
        .initialSteps = 20,
        .finalSteps = 40,
        .interval = 5,
        .orthogonality = 0.5};
}

/// Which entries of E are not zero, modules in order of their names.
at::Tensor keptTriplets(const PeftAdapter& adapter)
{
    std::map<std::string, at::Tensor> kept;
    for (const auto& [name, parameter] : adapter.parameters())
        if (name.ends_with("lora_E"))
            kept[name] = parameter.detach().view(-1).ne(0).to(at::kByte);
    std::vector<at::Tensor> all;
    for (const auto& [name, flags] : kept)
        all.push_back(flags);
    return at::cat(all);
}

} // namespace

class RankAllocatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// tests/oracle/make_adalora.py
    void followsPeftOver200Steps()
    {
        const Decoder decoder
            = Decoder::load(Checkpoint(kFixtures / "models/llama3"), {at::kCPU, at::kFloat});
        const auto expected = readSafetensors(kFixtures / "adalora/expected.safetensors");
        PeftConfig recipe;
        recipe.method = "adalora";
        recipe.adalora = config();
        recipe.lora.alpha = 8;
        recipe.lora.targets = {"q_proj", "v_proj", "down_proj"};
        const auto adapter = makeAdapter(recipe, {decoder, 1, kSteps});
        copyStored(
            {readSafetensors(kFixtures / "adalora/adapter/adapter_model.safetensors"), "fixture"},
            adapter->parameters());

        AdamW optimizer(AdamWSettings{.weightDecay = 0.01});
        optimizer.addGroup(adapter->parameters(), 2e-3);
        const c10::AutoGradMode withGraph(true);
        const AdapterUse use{adapter.get(), 0, 4, {}};
        for (int64_t step = 1; step <= kSteps; ++step) {
            optimizer.zeroGradients();
            const at::Tensor ids = expected.at("ids")[(step - 1) % 4];
            const TokenBatch batch{ids.flatten(), std::vector<int64_t>(4, 10)};
            const at::Tensor logits
                = decoder.logits(decoder.forward(batch, nullptr, {&use, 1})).view({4, 10, -1});
            const at::Tensor loss = at::cross_entropy_loss(
                logits.narrow(1, 0, 9).flatten(0, 1), ids.narrow(1, 1, 9).flatten());
            loss.backward();
            const double whole = loss.item<double>() + adapter->penaltyBackward().value();
            const double theirs = expected.at("losses")[step - 1].item<double>();
            QVERIFY2(std::abs(whole - theirs) < 1e-3 * theirs,
                qPrintable(
                    QStringLiteral("step %1: %2 against %3").arg(step).arg(whole).arg(theirs)));
            optimizer.step(1.0);
            adapter->afterStep(step, 1.0);
            QVERIFY2(keptTriplets(*adapter).equal(expected.at("kept")[step - 1]),
                qPrintable(QStringLiteral("step %1").arg(step)));
        }
        for (const auto& [name, parameter] : adapter->parameters())
            QVERIFY2((parameter.detach() - expected.at("after." + name)).abs().max().item<double>()
                    < 3e-3,
                name.c_str());
    }

    void theBudgetFallsAlongACubic()
    {
        const at::Tensor e = at::zeros({6, 1});
        const RankAllocator allocator(config(), 100,
            {{at::zeros({6, 3}), e, at::zeros({4, 6})}, {at::zeros({6, 3}), e, at::zeros({4, 6})}});
        QCOMPARE(allocator.budget(20), int64_t{12});
        QCOMPARE(allocator.budget(40), int64_t{5}); // 4 + (12 − 4)·½³
        QCOMPARE(allocator.budget(60), int64_t{4});
        QCOMPARE(allocator.budget(100), int64_t{4});
    }

    void refusesASpanWithoutSteps()
    {
        QVERIFY_THROWS_EXCEPTION(Error, RankAllocator(config(), 60, {}));
    }
};

std::unique_ptr<QObject> makeRankAllocatorTest()
{
    return std::make_unique<RankAllocatorTest>();
}

#include "test_rank_allocator.moc"
