// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/model/decoder.h"
#include "core/siamese/fusion.h"
#include "core/support/atomic_file.h"
#include "core/tensorio/checkpoint.h"
#include "core/train/micro_step.h"
#include "core/train/train_checkpoint.h"
#include "core/train/trainer.h"
#include "suites.h"
#include "tiny_training.h"

#include <QtTest>
#include <array>
#include <cmath>
#include <filesystem>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const fs::path kAdapter = fs::path(INTERWEAVE_FIXTURES) / "imsm/llama3_mode5_lora/adapter";

/// The fixture model with the reference's adapter and a fresh gate.
SiameseModel modelWith(const std::string& fusion, const std::vector<int64_t>& layers = {})
{
    SiameseModel model;
    model.decoder = std::make_shared<Decoder>(
        Decoder::load(Checkpoint(TinyTraining::modelFolder()), {at::kCPU, at::kFloat}));
    model.adapter = loadPeftFolder(kAdapter, *model.decoder);
    GateConfig config;
    config.fusion = fusion;
    config.rank = 4;
    config.bias = true;
    config.layers = layers;
    model.gate.emplace(config, model.decoder->config().hidden, at::kCPU, 2);
    return model;
}

std::vector<Example> someExamples()
{
    return {{{1, 30, 31, 40, 41, 2}, 3}, {{1, 60, 61, 62, 63, 64, 70, 71, 2}, 6}};
}

/// Adds `step` times each direction to its parameter.
void move(const NamedTensors& parameters, const std::vector<at::Tensor>& directions, double step)
{
    const c10::NoGradGuard noGraph;
    for (size_t i = 0; i < parameters.size(); ++i)
        at::Tensor(parameters[i].second).add_(directions[i], step);
}

double norm(const std::vector<at::Tensor>& tensors)
{
    double squares = 0.0;
    for (const at::Tensor& tensor : tensors)
        squares += tensor.to(at::kDouble).square().sum().item<double>();
    return std::sqrt(squares);
}

} // namespace

void FusionTrainingTest::gradientsEqualFiniteDifferences_data()
{
    QTest::addColumn<QString>("fusion");
    QTest::addColumn<bool>("layers");
    for (const std::string& fusion : fusionNames())
        QTest::newRow(fusion.c_str()) << QString::fromStdString(fusion) << false;
    for (const char* fusion : {"query_gate", "mean"})
        QTest::addRow("%s, fused layers", fusion) << QString(fusion) << true;
}

// Along the gradient and along a random direction, adapter and gate apart, through the whole model.
void FusionTrainingTest::gradientsEqualFiniteDifferences()
{
    QFETCH(QString, fusion);
    QFETCH(bool, layers);
    const SiameseModel model = modelWith(
        fusion.toStdString(), layers ? std::vector<int64_t>{0, 1} : std::vector<int64_t>{});
    const std::vector<Example> examples = someExamples();
    FrozenMemories base(*model.decoder, nullptr, MemoryKeeping{}, model.gate->config().layers);
    MicroBatch batch;
    for (size_t i = 0; i < examples.size(); ++i) {
        batch.examples.push_back(&examples[i]);
        batch.base.push_back(base.row(static_cast<int64_t>(i), examples[i]));
    }
    const auto loss = [&] { return runMicroStep(model, batch).loss.item<double>(); };
    loss();
    at::manual_seed(3);
    const std::array groups{model.adapter->parameters(), model.gate->parameters()};
    std::array<std::vector<at::Tensor>, 2> gradients; // of the first pass; later ones add to them
    for (size_t group = 0; group < groups.size(); ++group)
        for (const auto& [name, tensor] : groups[group])
            gradients[group].push_back(tensor.grad().clone());
    for (size_t group = 0; group < groups.size(); ++group) {
        const NamedTensors& parameters = groups[group];
        const std::vector<at::Tensor>& gradient = gradients[group];
        if (parameters.empty())
            continue;
        std::vector<at::Tensor> random;
        for (const at::Tensor& one : gradient)
            random.push_back(at::randn_like(one));
        const double steepest = norm(gradient);
        QVERIFY(steepest > 1e-3); // or the test would prove nothing
        for (const std::vector<at::Tensor>& direction : {gradient, random}) {
            double expected = 0.0;
            for (size_t i = 0; i < parameters.size(); ++i)
                expected += (gradient[i] * direction[i]).to(at::kDouble).sum().item<double>();
            expected /= norm(direction);
            constexpr double kStep = 1e-2;
            const double scaled = kStep / norm(direction);
            move(parameters, direction, scaled);
            const double above = loss();
            move(parameters, direction, -2 * scaled);
            const double below = loss();
            move(parameters, direction, scaled);
            const double measured = (above - below) / (2 * kStep);
            QVERIFY2(std::abs(measured - expected) < 1e-2 * steepest,
                qPrintable(QString("%1, expected %2").arg(measured).arg(expected)));
        }
    }
}

void FusionTrainingTest::frozenAdapterStaysAsItIs()
{
    const TinyTraining tiny;
    train(tiny.recipe({"method.train_adapter=off", "method.adapter=" + kAdapter.string()}),
        tiny.workspace(), TinyTraining::session());
    const Run run = Run::find(tiny.workspace(), "tiny");
    const SiameseModel before = modelWith("query_gate");
    QCOMPARE(run.info().adapterHash, before.adapter->hash());
    int64_t gateParameters = 0;
    const auto decoder = before.decoder;
    const Gate trained = Gate::load(run.adapter(), decoder->config().hidden, at::kCPU);
    for (const auto& [name, tensor] : trained.parameters())
        gateParameters += tensor.numel();
    QCOMPARE(run.info().trainedParameters, gateParameters);
    const auto checkpoints = listCheckpoints(run.checkpoints());
    const Gate earlier = Gate::load(checkpoints.front(), decoder->config().hidden, at::kCPU);
    QVERIFY(earlier.hash() != trained.hash()); // it did learn
}

void FusionTrainingTest::frozenMemoriesGiveTheSameLoss()
{
    const std::vector<Example> examples = someExamples();
    std::vector<double> losses;
    for (const bool trainAdapter : {true, false}) {
        SiameseModel model = modelWith("query_gate");
        TrainerSettings settings;
        settings.schedule = {ScheduleKind::Constant, 10, 0};
        settings.trainAdapter = trainAdapter;
        Trainer trainer(model, examples, settings);
        const std::string adapter = model.adapter->hash();
        losses.push_back(trainer.step(0, {{0, 1}})->loss);
        QCOMPARE(model.adapter->hash() == adapter, !trainAdapter);
        if (!trainAdapter) {
            const int64_t kept = trainer.keptMemoryBytes();
            QCOMPARE(kept, 2 * trainer.baseMemories().keptBytes());
            QVERIFY(trainer.step(1, {{0, 1}})->loss < losses.back());
            QCOMPARE(trainer.keptMemoryBytes(), kept); // nothing was computed again
        }
    }
    QVERIFY(std::abs(losses[0] - losses[1]) < 1e-5);
}

void FusionTrainingTest::startsFromAnAdapter()
{
    const TinyTraining tiny;
    TrainControl control;
    control.stop();
    TrainSession session = TinyTraining::session();
    session.control = &control;
    train(tiny.recipe({"method.adapter=" + kAdapter.string()}), tiny.workspace(), session);
    const Run run = Run::find(tiny.workspace(), "tiny");
    QCOMPARE(run.info().adapterHash, modelWith("query_gate").adapter->hash());
    resume(run, TinyTraining::session());
    QVERIFY(Run::find(tiny.workspace(), "tiny").info().adapterHash != run.info().adapterHash);
}
