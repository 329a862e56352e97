// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/model/decoder.h"
#include "core/peft/methods/lora.h"
#include "core/support/atomic_file.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "core/train/trainer.h"
#include "suites.h"
#include "tests/support/accelerator.h"
#include "tests/support/tensor_distance.h"

#include <QtTest>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = INTERWEAVE_FIXTURES;
using Tensors = std::map<std::string, at::Tensor>;

std::shared_ptr<Decoder> loadDecoder(const fs::path& folder, at::Device device = at::kCPU)
{
    return std::make_shared<Decoder>(Decoder::load(Checkpoint(folder), {device, at::kFloat}));
}

/// A siamese model as a reference case leaves it before training.
SiameseModel loadCase(const fs::path& folder, const fs::path& model, at::Device device = at::kCPU)
{
    SiameseModel siamese;
    siamese.decoder = loadDecoder(model, device);
    siamese.adapter = loadPeftFolder(folder / "adapter", *siamese.decoder);
    siamese.gate = Gate::fromTensors({.dropout = 0.0}, readSafetensors(folder / "gate.safetensors"),
        siamese.decoder->config().hidden, device, folder.string());
    return siamese;
}

/// The rows of the four training batches, one batch after another, without their padding.
std::vector<Example> caseExamples(const Tensors& expected)
{
    std::vector<Example> examples;
    for (int batch = 0; batch < 4; ++batch) {
        const std::string prefix = "train." + std::to_string(batch) + ".";
        const at::Tensor ids = expected.at(prefix + "input_ids");
        const at::Tensor labels = expected.at(prefix + "labels");
        for (int64_t row = 0; row < ids.size(0); ++row) {
            const int64_t length = (labels[row] != -100).nonzero().max().item<int64_t>() + 1;
            const at::Tensor kept = ids[row].narrow(0, 0, length).contiguous();
            examples.push_back({{kept.data_ptr<int64_t>(), kept.data_ptr<int64_t>() + length},
                expected.at(prefix + "query_length")[row].item<int64_t>()});
        }
    }
    return examples;
}

std::vector<int64_t> caseBatch(int64_t number)
{
    return {3 * number, 3 * number + 1, 3 * number + 2};
}

/// Adapter and gate, freshly initialised on the fixture model.
SiameseModel freshModel(const std::shared_ptr<Decoder>& decoder)
{
    SiameseModel model;
    model.decoder = decoder;
    model.adapter = makeLora({.rank = 4, .alpha = 8.0}, *decoder, 1);
    model.gate.emplace(GateConfig{.rank = 4}, decoder->config().hidden, decoder->device(), 2);
    return model;
}

std::vector<Example> someExamples()
{
    return {
        {{1, 30, 31, 40, 41, 2}, 3}, {{1, 50, 51, 2}, 2}, {{1, 60, 61, 62, 63, 64, 70, 71, 2}, 6}};
}

TrainerSettings someSettings()
{
    TrainerSettings settings;
    settings.schedule.kind = ScheduleKind::Constant;
    settings.schedule.steps = 100;
    settings.adapterDropout = 0.1;
    settings.gateDropout = 0.1;
    settings.learningRate = 1e-2;
    return settings;
}

std::vector<at::Tensor> copies(const SiameseModel& model)
{
    std::vector<at::Tensor> values;
    for (const auto& [name, tensor] : model.adapter->parameters())
        values.push_back(tensor.detach().cpu().clone());
    if (model.gate)
        for (const auto& [name, tensor] : model.gate->parameters())
            values.push_back(tensor.detach().cpu().clone());
    return values;
}

bool equal(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const auto& x, const auto& y) { return x.equal(y); });
}

} // namespace

void TrainerTest::matchesTheReference_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("model");
    const fs::path shared = fs::path(INTERWEAVE_SHARED) / "oracle";
    QTest::newRow("llama3") << QString::fromStdString(kFixtures / "imsm/llama3_mode5_lora")
                            << QString::fromStdString(kFixtures / "models/llama3");
    if (fs::exists(shared))
        QTest::newRow("qwen2") << QString::fromStdString(shared / "imsm/qwen2_mode5_lora")
                               << QString::fromStdString(shared / "models/qwen2");
}

// The reference: the method's authors' program, sixteen steps of two micro-batches (case.json).
void TrainerTest::matchesTheReference()
{
    QFETCH(QString, folder);
    QFETCH(QString, model);
    const fs::path path = folder.toStdString();
    const auto training = nlohmann::json::parse(readFile(path / "case.json")).at("train");
    const Tensors expected = readSafetensors(path / "expected.safetensors");
    SiameseModel siamese = loadCase(path, model.toStdString());
    const std::vector<Example> examples = caseExamples(expected);
    TrainerSettings settings;
    settings.schedule.steps = 16;
    settings.schedule.warmupSteps = 2;
    settings.learningRate = training.at("lr_adapter");
    settings.gateLearningRate = training.at("lr_gate");
    Trainer trainer(siamese, examples, settings);
    for (int64_t step = 0; step < 16; ++step) {
        const auto report
            = trainer.step(step, {caseBatch(2 * step % 4), caseBatch((2 * step + 1) % 4)});
        const double loss = training.at("losses").at(static_cast<size_t>(step));
        QVERIFY2(std::abs(report->loss - loss) < 1e-5 * loss,
            qPrintable(QString("step %1: %2, expected %3")
                           .arg(step)
                           .arg(report->loss, 0, 'g', 9)
                           .arg(loss, 0, 'g', 9)));
        QVERIFY(report->gateMean > 0.0 && report->gateMean < 1.0 && report->gateStd > 0.0);
    }
    NamedTensors trained = siamese.adapter->parameters();
    for (auto& named : siamese.gate->parameters())
        trained.push_back(named);
    for (const auto& [name, tensor] : trained)
        QVERIFY2(distance(tensor, expected.at("after." + name)) < 1e-4, name.c_str());
}

void TrainerTest::runsOnAnAccelerator()
{
    const fs::path folder = kFixtures / "imsm/llama3_mode5_lora";
    const Tensors expected = readSafetensors(folder / "expected.safetensors");
    const std::vector<Example> examples = caseExamples(expected);
    std::vector<std::vector<at::Tensor>> trained;
    for (const at::Device device : {at::Device(at::kCPU), testAccelerator()}) {
        SiameseModel model = loadCase(folder, kFixtures / "models/llama3", device);
        TrainerSettings settings = someSettings();
        if (testAccelerator().is_cuda()) // which draws its own
            settings.adapterDropout = settings.gateDropout = 0.0;
        Trainer trainer(model, examples, settings);
        for (int64_t step = 0; step < 2; ++step)
            QVERIFY(trainer.step(step, {caseBatch(step), caseBatch(step + 1)})->taken);
        trained.push_back(copies(model));
    }
    for (size_t i = 0; i < trained[0].size(); ++i)
        QVERIFY(distance(trained[0][i], trained[1][i]) < 1e-4);
}

void TrainerTest::startsAsTheBaseModel()
{
    const auto decoder = loadDecoder(kFixtures / "models/llama3");
    const std::vector<Example> examples = someExamples();
    SiameseModel model = freshModel(decoder);
    TrainerSettings settings = someSettings();
    settings.adapterDropout = settings.gateDropout = 0.0;
    Trainer trainer(model, examples, settings);
    const double loss
        = trainer.step(0, {{2}})->loss; // B = 0: both memories are the base's, whatever the gate

    const c10::InferenceMode inference;
    const Example& example = examples[2];
    const at::Tensor logits
        = decoder->logits(decoder->forward(TokenBatch::fromRows({example.ids})));
    double expected = 0.0;
    for (int64_t t = example.queryLength; t < static_cast<int64_t>(example.ids.size()); ++t)
        expected
            -= logits[t - 1].log_softmax(0)[example.ids[static_cast<size_t>(t)]].item<double>();
    QVERIFY(std::abs(loss - expected / static_cast<double>(example.answerLength())) < 1e-5);
}

void TrainerTest::keptMemoriesChangeNothing()
{
    const auto decoder = loadDecoder(kFixtures / "models/llama3");
    const std::vector<Example> examples = someExamples();
    std::vector<std::vector<at::Tensor>> trained;
    for (const bool keep : {true, false}) {
        SiameseModel model = freshModel(decoder);
        TrainerSettings settings = someSettings();
        settings.keepMemories = keep;
        Trainer trainer(model, examples, settings);
        for (int64_t step = 0; step < 4; ++step)
            trainer.step(step, {{0, 2}, {1}});
        QCOMPARE(trainer.keptMemoryBytes() > 0, keep);
        trained.push_back(copies(model));
    }
    QVERIFY(equal(trained[0], trained[1]));
}

void TrainerTest::recomputedActivationsChangeNothing_data()
{
    QTest::addColumn<bool>("full");
    QTest::newRow("adapter and gate") << false;
    QTest::newRow("all weights in bf16") << true;
}

void TrainerTest::recomputedActivationsChangeNothing()
{
    QFETCH(bool, full);
    const std::vector<Example> examples = someExamples();
    std::vector<std::vector<at::Tensor>> trained;
    for (const bool recompute : {false, true}) {
        const auto decoder = loadDecoder(kFixtures / "models/llama3");
        SiameseModel model;
        if (full) {
            model.decoder = decoder;
            model.full = std::make_shared<FullParameters>(decoder, at::kBFloat16);
        } else {
            model = freshModel(decoder);
        }
        TrainerSettings settings = someSettings();
        settings.recomputeActivations = recompute;
        Trainer trainer(model, examples, settings);
        for (int64_t step = 0; step < 3; ++step)
            trainer.step(step, {{0, 2}, {1}});
        trained.emplace_back();
        for (const auto& [name, values] : full ? model.full->tensors() : NamedTensors{})
            trained.back().push_back(values.clone());
        if (!full)
            trained.back() = copies(model);
    }
    QVERIFY(!trained[0].empty() && equal(trained[0], trained[1]));
}

void TrainerTest::nonFiniteStepChangesNothing()
{
    const std::vector<Example> examples = someExamples();
    SiameseModel model = freshModel(loadDecoder(kFixtures / "models/llama3"));
    Trainer trainer(model, examples, someSettings());
    trainer.step(0, {{0, 1}});
    const at::Tensor up = model.gate->parameters().back().second;
    up.detach()[0][0] = NAN;
    const auto before = copies(model);
    const auto report = trainer.step(1, {{0}, {1, 2}});
    QVERIFY(!report->taken);
    QCOMPARE(report->badExamples, (std::vector<int64_t>{0, 1, 2}));
    QCOMPARE(trainer.optimizer().updates(), 1);
    up.detach()[0][0] = 0.0;
    const auto after = copies(model);
    QVERIFY(std::equal(before.begin(), before.end() - 1, after.begin(),
        [](auto& x, auto& y) { return x.equal(y); }));
    QVERIFY(trainer.step(2, {{0}})->taken); // and the next step is whole again
}

void TrainerTest::abandonedStepChangesNothing()
{
    const std::vector<Example> examples = someExamples();
    const auto decoder = loadDecoder(kFixtures / "models/llama3");
    SiameseModel interrupted = freshModel(decoder);
    SiameseModel straight = freshModel(decoder);
    {
        Trainer trainer(interrupted, examples, someSettings());
        int asked = 0;
        QVERIFY(!trainer.step(0, {{0}, {1}}, [&] { return ++asked < 2; }));
        QVERIFY(equal(copies(interrupted), copies(straight)));
        trainer.step(0, {{0}, {1}});
    }
    Trainer(straight, examples, someSettings()).step(0, {{0}, {1}});
    QVERIFY(equal(copies(interrupted), copies(straight)));
}
