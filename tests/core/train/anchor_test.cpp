// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/model/decoder.h"
#include "core/siamese/siamese_model.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/train/anchor.h"
#include "core/train/anchor_text.h"
#include "core/train/step_log.h"
#include "suites.h"
#include "tests/support/ascii_tokenizer.h"
#include "tiny_training.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

/// The fixture model with the reference's adapter and a fresh gate.
SiameseModel someModel()
{
    SiameseModel model;
    model.decoder = std::make_shared<Decoder>(
        Decoder::load(Checkpoint(TinyTraining::modelFolder()), {at::kCPU, at::kFloat}));
    model.adapter = loadPeftFolder(
        fs::path(INTERWEAVE_FIXTURES) / "imsm/llama3_mode5_lora/adapter", *model.decoder);
    model.gate.emplace(
        GateConfig{.rank = 4, .bias = true}, model.decoder->config().hidden, at::kCPU, 2);
    return model;
}

AnchorSettings someSettings()
{
    AnchorSettings settings;
    settings.passages = {{{1, 30, 31, 40, 41, 50, 51, 60, 61, 62}, 1}, {{1, 70, 71, 72, 73}, 1},
        {{1, 80, 81, 82, 83, 84, 85}, 1}};
    settings.passagesPerStep = 2;
    return settings;
}

at::Tensor gradientOf(const Gate& gate, const std::string& name)
{
    for (const auto& [key, tensor] : gate.parameters())
        if (key == name)
            return tensor.grad();
    return {};
}

} // namespace

void AnchorTest::passagesFollowFromSeedAndStep()
{
    const SiameseModel model = someModel();
    AnchorSettings settings = someSettings();
    settings.every = 2;
    const Anchor anchor(model, settings);
    std::vector<int64_t> seen;
    for (const int64_t step : {0, 2, 4}) {
        const std::vector<int64_t> indices = anchor.passagesOf(step);
        QCOMPARE(Anchor(model, settings).passagesOf(step), indices);
        seen.insert(seen.end(), indices.begin(), indices.end());
    }
    std::sort(seen.begin(), seen.begin() + 3); // twice all of them
    std::sort(seen.begin() + 3, seen.end());
    QCOMPARE(seen, (std::vector<int64_t>{0, 1, 2, 0, 1, 2}));
    QVERIFY(!Anchor(model, settings).addGradients(1));
    QVERIFY(!Anchor(model, AnchorSettings{}).addGradients(0));
}

// A slow oracle: token by token in fp64, from two plain forward passes.
void AnchorTest::lossIsTheDivergenceOfTheMixFromTheBase()
{
    const SiameseModel model = someModel();
    Anchor anchor(model, someSettings());
    const auto result = anchor.addGradients(0);
    const c10::NoGradGuard noGraph;
    const Decoder& decoder = *model.decoder;
    double divergence = 0.0;
    int64_t tokens = 0;
    for (const int64_t index : anchor.passagesOf(0)) {
        const Example passage = someSettings().passages[static_cast<size_t>(index)];
        const TokenBatch batch = TokenBatch::fromRows({passage.ids});
        const AdapterUse all{model.adapter.get(), 0, 1, {}};
        const at::Tensor base = decoder.forward(batch);
        const at::Tensor tuned = decoder.forward(batch, nullptr, {&all, 1});
        const int64_t predicted = base.size(0) - 1;
        const int64_t query = std::max<int64_t>(1, predicted / 4);
        for (int64_t t = 0; t < predicted; ++t, ++tokens) {
            const auto mean = [&](const at::Tensor& memory) {
                return memory.narrow(0, 0, std::min(t + 1, query)).mean(0, true);
            };
            const Mix mix = model.gate->mix(
                {base.narrow(0, t, 1), tuned.narrow(0, t, 1), mean(base), mean(tuned)});
            const at::Tensor p
                = decoder.logits(base.narrow(0, t, 1)).to(at::kDouble).log_softmax(1);
            const at::Tensor q = decoder.logits(mix.hidden).to(at::kDouble).log_softmax(1);
            divergence += (p.exp() * (p - q)).sum().item<double>();
        }
    }
    const double expected = divergence / static_cast<double>(tokens);
    QVERIFY(expected > 1e-3);
    QVERIFY(std::abs(result->loss.item<double>() - expected) < 1e-5);
}

void AnchorTest::gradientsReachTheGateAlone()
{
    const SiameseModel model = someModel();
    AnchorSettings settings = someSettings();
    settings.weight = 3.0;
    Anchor anchor(model, settings);
    anchor.addGradients(0);
    for (const auto& [name, tensor] : model.adapter->parameters())
        QVERIFY(!tensor.grad().defined());
    const at::Tensor gradient = gradientOf(*model.gate, "gate.up.bias").clone();
    const at::Tensor bias = model.gate->parameters().back().second;
    const auto moved = [&](const at::Tensor& by) {
        const c10::NoGradGuard noGraph;
        at::Tensor(bias).add_(by);
        const double loss = 3.0 * anchor.addGradients(0)->loss.item<double>();
        at::Tensor(bias).sub_(by);
        return loss;
    };
    const double length = gradient.norm().item<double>();
    const at::Tensor step = gradient * (0.05 / length);
    QVERIFY(std::abs((moved(step) - moved(-step)) / 0.1 - length) < 1e-2 * length);
    QVERIFY(moved(at::full_like(bias, 200.0)) == 0.0); // g ≡ 1 is the base model
}

// A frozen adapter's memories are computed once, and are the same.
void AnchorTest::keepsTheMemoriesOfAFrozenAdapter()
{
    const SiameseModel model = someModel();
    Anchor anchor(model, someSettings());
    AnchorSettings frozen = someSettings();
    frozen.tunedMemories = MemoryKeeping{};
    Anchor keeping(model, frozen);
    for (const int64_t step : {0, 1, 2}) { // twice all passages
        const double expected = anchor.addGradients(step)->loss.item<double>();
        QVERIFY(std::abs(keeping.addGradients(step)->loss.item<double>() - expected) < 1e-6);
    }
    QCOMPARE(keeping.keptBytes(), 2 * anchor.keptBytes());
}

// The adapter in the gate's place: KL(base ‖ tuned) and its gradient against finite differences.
void AnchorTest::holdsTheAdapterWithoutAGate()
{
    SiameseModel model = someModel();
    model.gate.reset();
    AnchorSettings settings = someSettings();
    settings.weight = 3.0;
    Anchor anchor(model, settings);
    const auto first = anchor.addGradients(0);
    QVERIFY(first->loss.item<double>() > 1e-3);
    QVERIFY(!first->baseShare.defined());
    const at::Tensor parameter = model.adapter->parameters().back().second;
    const at::Tensor gradient = parameter.grad().clone();
    const double length = gradient.norm().item<double>();
    QVERIFY(length > 0.0);
    const auto moved = [&](const at::Tensor& by) {
        const c10::NoGradGuard noGraph;
        at::Tensor(parameter).add_(by);
        const double loss = 3.0 * anchor.addGradients(0)->loss.item<double>();
        at::Tensor(parameter).sub_(by);
        return loss;
    };
    const at::Tensor step = gradient * (0.02 / length);
    const double slope = (moved(step) - moved(-step)) / 0.04;
    QVERIFY2(std::abs(slope - length) < 1e-2 * length, qPrintable(QString::number(slope)));
    for (const auto& [name, tensor] : model.adapter->parameters()) {
        const c10::NoGradGuard noGraph;
        at::Tensor(tensor).zero_();
    }
    QVERIFY(anchor.addGradients(0)->loss.item<double>() < 1e-9); // no change is the base model
}

void AnchorTest::cutsAFileIntoPassages()
{
    const TinyTraining tiny;
    const fs::path file = tiny.workspace().parent_path() / "text.txt";
    writeFileAtomically(file, "abcdefghijk");
    const AsciiTokenizer tokenizer;
    const auto passages = [&](const std::vector<std::string>& more) {
        std::vector<std::string> overrides{"anchor.path=" + file.string()};
        overrides.insert(overrides.end(), more.begin(), more.end());
        return makeAnchorPassages(tiny.recipe(overrides), nullptr, tokenizer, 1, {});
    };
    const auto all = passages({"anchor.passage_tokens=5"});
    QCOMPARE(all.size(), size_t{2}); // the rest is no whole passage
    QCOMPARE(all[1].ids, (std::vector<int64_t>{1, 'e', 'f', 'g', 'h'}));
    QCOMPARE(all[1].queryLength, 1);
    QCOMPARE(passages({"anchor.passage_tokens=5", "anchor.limit=1"}).size(), size_t{1});
    QVERIFY_EXCEPTION_THROWN(passages({"anchor.passage_tokens=20"}), Error);
    const fs::path lines = file.parent_path() / "text.jsonl";
    writeFileAtomically(lines, "{\"text\": \"abcd\"}\n{\"text\": \"efgh\"}\n");
    const auto joined = passages({"anchor.path=" + lines.string(), "anchor.passage_tokens=6"});
    QCOMPARE(joined.size(), size_t{2});
    QCOMPARE(joined[0].ids, (std::vector<int64_t>{1, 'a', 'b', 'c', 'd', '\n'}));
    fs::remove(file);
    QVERIFY_EXCEPTION_THROWN(passages({}), Error);
    QVERIFY(makeAnchorPassages(tiny.recipe(), nullptr, tokenizer, 1, {}).empty());
}

void AnchorTest::writesItsOwnText()
{
    const TinyTraining tiny;
    const AsciiTokenizer tokenizer;
    const std::shared_ptr<Decoder> decoder = TinyTraining::session().decoder;
    const auto write = [&](const char* seed) {
        return makeAnchorPassages(
            tiny.recipe({"anchor.self=on", "anchor.limit=20", "anchor.passage_tokens=9", seed}),
            decoder, tokenizer, 1, {});
    };
    const auto passages = write("train.seed=5");
    QCOMPARE(passages.size(), size_t{20});
    for (const Example& passage : passages) {
        QCOMPARE(passage.ids[0], 1);
        QVERIFY(passage.ids.size() == 9 || (passage.ids.size() > 1 && passage.ids.back() == 2));
    }
    const auto ids = [](const std::vector<Example>& rows) {
        std::vector<std::vector<int64_t>> all;
        for (const Example& row : rows)
            all.push_back(row.ids);
        return all;
    };
    QVERIFY(passages[0].ids != passages[1].ids);
    QCOMPARE(ids(write("train.seed=5")), ids(passages));
    QVERIFY(ids(write("train.seed=6")) != ids(passages));
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY_EXCEPTION_THROWN(makeAnchorPassages(tiny.recipe({"anchor.self=on"}), decoder, tokenizer,
                                 1, stopped.get_token()),
        Error);
}

void AnchorTest::runKeepsWhatItAnchorsOn()
{
    const TinyTraining tiny;
    const fs::path file = tiny.workspace().parent_path() / "text.txt";
    writeFileAtomically(file, std::string(90, 'q'));
    TrainControl control;
    TrainSession session = TinyTraining::session();
    session.control = &control;
    session.callbacks.progress = [&](const TrainProgress& step) {
        QVERIFY(step.anchorLoss && *step.anchorLoss >= 0.0);
        QVERIFY(*step.anchorGateMean > 0.0 && *step.anchorGateMean < 1.0);
        control.stop();
    };
    train(tiny.recipe({"anchor.path=" + file.string(), "anchor.passage_tokens=12"}),
        tiny.workspace(), session);
    fs::remove(file);
    const Run run = Run::find(tiny.workspace(), "tiny");
    resume(run, TinyTraining::session());
    int figures = 0;
    for (const MetricPoint& point : StepLog::read(run.logFile()))
        figures += point.series == "anchor_loss";
    QCOMPARE(figures, 6);
}
