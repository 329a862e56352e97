// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/model/decoder.h"
#include "core/support/atomic_file.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "core/train/trainer.h"
#include "suites.h"
#include "tests/support/accelerator.h"
#include "tiny_training.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

/// The rows of tests/oracle/make_full.py, one micro-batch.
std::vector<Example> oracleRows()
{
    return {
        {{1, 30, 31, 40, 41, 2}, 3}, {{1, 50, 51, 2}, 2}, {{1, 60, 61, 62, 63, 64, 70, 71, 2}, 6}};
}

/// The fixture model, with tied embeddings where asked for.
SiameseModel wholeModel(
    bool tied = false, at::ScalarType dtype = at::kFloat, at::Device device = at::kCPU)
{
    const QTemporaryDir copy;
    const fs::path folder = copy.path().toStdString();
    auto config = nlohmann::json::parse(readFile(TinyTraining::modelFolder() / "config.json"));
    config["tie_word_embeddings"] = tied;
    writeFileAtomically(folder / "config.json", config.dump());
    fs::copy(TinyTraining::modelFolder() / "model.safetensors", folder);
    SiameseModel model;
    model.decoder
        = std::make_shared<Decoder>(Decoder::load(Checkpoint(folder), {device, at::kFloat}));
    model.full = std::make_shared<FullParameters>(model.decoder, dtype);
    return model;
}

TrainerSettings oracleSettings()
{
    TrainerSettings settings;
    settings.schedule = {ScheduleKind::Constant, 100, 0};
    settings.learningRate = 1e-2;
    settings.optimizer.adamw.weightDecay = 0.1;
    settings.optimizer.adamw.epsilon = 1e-3;
    return settings;
}

/// Every gradient under the parameter's name, fused ones taken apart.
std::map<std::string, at::Tensor> gradients(const FullParameters& full)
{
    std::map<std::string, at::Tensor> result;
    std::map<std::string, at::Tensor> whole;
    for (const NamedTensors& group : {full.matrices(), full.vectors()})
        for (const auto& [name, parameter] : group)
            whole.emplace(name, parameter.grad());
    for (const auto& [names, gradient] : whole) {
        int64_t row = 0;
        for (const QString& name : QString::fromStdString(names).split('+'))
            for (const auto& [own, values] : full.tensors())
                if (own == name.toStdString()) {
                    result[own] = gradient.narrow(0, row, values.size(0)).cpu();
                    row += values.size(0);
                }
    }
    return result;
}

double relativeDifference(const at::Tensor& a, const at::Tensor& b)
{
    return ((a - b).norm() / b.norm()).item<double>();
}

} // namespace

void FullTest::matchesTransformers_data()
{
    QTest::addColumn<bool>("tied");
    QTest::addColumn<bool>("bf16");
    QTest::addColumn<bool>("elsewhere");
    QTest::newRow("fp32") << false << false << false;
    QTest::newRow("tied embeddings") << true << false << false;
    QTest::newRow("bf16") << false << true << false;
    QTest::newRow("accelerator") << false << false << true;
    QTest::newRow("accelerator, bf16, tied") << true << true << true;
}

void FullTest::matchesTransformers()
{
    QFETCH(bool, tied);
    QFETCH(bool, bf16);
    QFETCH(bool, elsewhere);
    const auto expected
        = readSafetensors(fs::path(INTERWEAVE_FIXTURES) / "train/full_llama3.safetensors");
    const std::string prefix = tied ? "tied." : "";
    const at::Device device = elsewhere ? testAccelerator() : at::Device(at::kCPU);
    SiameseModel model = wholeModel(tied, bf16 ? at::kBFloat16 : at::kFloat, device);
    const std::vector<Example> rows = oracleRows();
    Trainer trainer(model, rows, oracleSettings());
    QCOMPARE(trainer.optimizer().parameterCount(), model.decoder->parameterCount());

    // Adam's first steps go by the gradients' signs, which bf16 may flip where they are near zero:
    // from the second step on, an fp32 reference is none.
    const int64_t steps = bf16 ? 1 : 4;
    for (int64_t step = 0; step < steps; ++step) {
        const auto report = trainer.step(step, {{0, 1, 2}});
        QVERIFY(report->taken);
        const double loss = expected.at(prefix + "losses")[step].item<double>();
        // bf16 has eight bits, and logits of size `loss` are off by a few.
        const double tolerance = bf16 ? 4.0 / 256.0 * std::max(1.0, loss) : 1e-4 * loss;
        QVERIFY2(std::abs(report->loss - loss) < tolerance,
            qPrintable(QString("step %1: %2, expected %3").arg(step).arg(report->loss).arg(loss)));
        if (step > 0)
            continue;
        // The gradients of the first step are still there.
        size_t compared = 0;
        for (const auto& [name, gradient] : gradients(*model.full)) {
            const auto found = expected.find(prefix + "grad." + name);
            if (found == expected.end())
                continue;
            ++compared;
            const double difference = relativeDifference(gradient, found->second);
            QVERIFY2(difference < (bf16 ? 0.05 : 2e-5),
                qPrintable(QString("%1: %2").arg(name.c_str()).arg(difference)));
        }
        QCOMPARE(compared, tied ? size_t{1} : model.full->tensors().size());
    }
}

void FullTest::startsFromScratch()
{
    const Placement placement{at::kCPU, at::kFloat};
    const auto scratch = [&](uint64_t seed) {
        const auto decoder = std::make_shared<Decoder>(
            Decoder::initialise(TinyTraining::modelFolder(), placement, seed));
        return FullParameters(decoder, at::kFloat).tensors();
    };
    const NamedTensors one = scratch(1);
    const NamedTensors same = scratch(1);
    const NamedTensors other = scratch(2);
    std::vector<at::Tensor> matrices;
    for (size_t i = 0; i < one.size(); ++i) {
        const at::Tensor& values = one[i].second;
        QVERIFY(values.equal(same[i].second));
        if (values.dim() == 1) {
            QVERIFY((values == 1).all().item<bool>());
            continue;
        }
        QVERIFY(!values.equal(other[i].second));
        if (one[i].first == "model.embed_tokens.weight")
            QVERIFY((values[0] == 0).all().item<bool>()); // the padding token
        else
            matrices.push_back(values.flatten());
    }
    const at::Tensor all = at::cat(matrices);
    QVERIFY(std::abs(all.mean().item<double>()) < 5e-4);
    QVERIFY(std::abs(all.std().item<double>() - 0.02) < 2e-4);
    QVERIFY(std::abs((all.abs() < 0.02).to(at::kFloat).mean().item<double>() - 0.6827) < 0.01);
}

void FullTest::leavesAModel()
{
    const TinyTraining tiny;
    const TrainResult result = train(tiny.recipe({"method.peft=full", "method.siamese=off"}),
        tiny.workspace(), TinyTraining::session());
    QVERIFY(result.adapterFolder.empty());
    const Checkpoint trained(result.modelFolder);
    const Checkpoint before(TinyTraining::modelFolder());
    QCOMPARE(trained.tensors().size(), before.tensors().size());
    for (const TensorInfo& info : before.tensors()) {
        const at::Tensor values = trained.load(info.name);
        QCOMPARE(values.scalar_type(), at::kFloat);
        QVERIFY2(values.sizes() == before.load(info.name).sizes()
                && !values.equal(before.load(info.name)),
            info.name.c_str());
    }
    Decoder::load(trained, {at::kCPU, at::kFloat});
}
