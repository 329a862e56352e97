// SPDX-License-Identifier: Apache-2.0
// Adapters, training and the two branches on every family.
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/peft/full_parameters.h"
#include "core/peft/methods/lora.h"
#include "core/siamese/greedy.h"
#include "core/support/atomic_file.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "core/tensorio/safetensors_writer.h"
#include "family_fixtures.h"
#include "suites.h"
#include "tests/support/accelerator.h"
#include "tests/support/tensor_distance.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <map>
#include <set>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

fs::path familyFolder(const char* name)
{
    return fs::path(INTERWEAVE_FIXTURES) / "families" / name;
}

void eachFamily()
{
    QTest::addColumn<QString>("folder");
    for (const fs::path& folder : familyFixtures())
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
}

/// LoRA on every linear map, away from its initial value.
std::shared_ptr<PeftAdapter> someAdapter(const Decoder& decoder, uint64_t seed = 1)
{
    LoraConfig config;
    config.rank = 2;
    config.alpha = 4.0;
    config.targets = {"all-linear"};
    const auto adapter = makeLora(config, decoder, seed);
    at::manual_seed(seed);
    const c10::NoGradGuard noGraph;
    for (const auto& [name, values] : adapter->parameters())
        values.copy_(0.3 * at::randn(values.sizes()));
    return adapter;
}

at::Tensor tunedForward(const Decoder& decoder, const Adapter& adapter, const TokenBatch& batch,
    const Dropout& dropout = {}, Activations activations = Activations::Kept)
{
    const AdapterUse all{&adapter, 0, static_cast<int64_t>(batch.lengths.size()), dropout};
    return decoder.forward(batch, nullptr, {&all, 1}, activations);
}

std::set<std::string> namesOf(const NamedTensors& tensors)
{
    std::set<std::string> names;
    for (const auto& [name, values] : tensors)
        names.insert(name);
    return names;
}

} // namespace

void FamilyAdapterTest::matchesPeft_data()
{
    std::vector<fs::path> folders;
    for (const fs::path& folder : familyFixtures())
        if (fs::exists(folder / "adapter"))
            folders.push_back(folder);
    eachOnEachDevice(folders);
}

void FamilyAdapterTest::matchesPeft()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const fs::path path = folder.toStdString();
    const Decoder decoder
        = loadDecoder(path, accelerator ? testAccelerator() : at::Device(at::kCPU));
    const auto adapter = loadPeftFolder(path / "adapter", decoder);
    const auto frozen = readSafetensors(path / "expected.safetensors");
    const auto tuned = readSafetensors(path / "adapter/expected.safetensors");
    const at::Tensor& ids = frozen.at("input_ids");
    const TokenBatch batch{ids.flatten(), {ids.size(1), ids.size(1)}};
    const at::Tensor hidden = tunedForward(decoder, *adapter, batch);
    QVERIFY(distance(hidden, tuned.at("hidden").flatten(0, 1)) <= 1e-4);
    QVERIFY(distance(hidden, frozen.at("hidden").flatten(0, 1)) > 1e-2);

    // One of our own on the same modules has the very names and layout.
    const auto read = [](const fs::path& file) { return nlohmann::json::parse(readFile(file)); };
    const auto theirs = read(path / "adapter/adapter_config.json");
    LoraConfig config;
    config.rank = 2;
    config.targets = theirs["target_modules"].get<std::vector<std::string>>();
    const auto own = makeLora(config, decoder, 1);
    QVERIFY(namesOf(own->parameters()) == namesOf(adapter->parameters()));
    if (decoder.config().experts == 0)
        QVERIFY(namesOf(someAdapter(decoder)->parameters()) == namesOf(adapter->parameters()));
    const QTemporaryDir saved;
    own->save(saved.path().toStdString(), "some/model");
    const auto ours = read(fs::path(saved.path().toStdString()) / "adapter_config.json");
    QVERIFY(ours["fan_in_fan_out"] == theirs["fan_in_fan_out"]);
}

void FamilyAdapterTest::changesItsRowsOnly_data()
{
    eachOnEachDevice(familyFixtures());
}

void FamilyAdapterTest::changesItsRowsOnly()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const c10::InferenceMode guard;
    const Decoder decoder
        = loadDecoder(folder.toStdString(), accelerator ? testAccelerator() : at::Device(at::kCPU));
    const auto adapter = someAdapter(decoder);
    const std::vector<std::vector<int64_t>> rows{someIds(7, 1), someIds(4, 2), someIds(9, 3)};
    const AdapterUse middle{adapter.get(), 1, 1, {}};
    KvCache cache(3, 4);
    const at::Tensor together = decoder.forward(TokenBatch::fromRows(rows), &cache, {&middle, 1});
    const at::Tensor next
        = decoder.forward(TokenBatch::fromRows({{5}, {5}, {5}}), &cache, {&middle, 1});
    int64_t first = 0;
    for (size_t row = 0; row < rows.size(); ++row) {
        std::vector<int64_t> longer = rows[row];
        longer.push_back(5);
        const TokenBatch batch = TokenBatch::fromRows({longer});
        const at::Tensor alone
            = row == 1 ? tunedForward(decoder, *adapter, batch) : decoder.forward(batch);
        const auto count = static_cast<int64_t>(rows[row].size());
        QVERIFY(distance(together.narrow(0, first, count), alone.narrow(0, 0, count)) <= 1e-4);
        QVERIFY(distance(next[static_cast<int64_t>(row)], alone[-1]) <= 1e-4);
        if (row == 1)
            QVERIFY(distance(alone, decoder.forward(batch)) > 1e-2);
        first += count;
    }
}

void FamilyAdapterTest::gradientIsTheSlope_data()
{
    eachFamily();
}

void FamilyAdapterTest::gradientIsTheSlope()
{
    QFETCH(QString, folder);
    const TokenBatch batch = TokenBatch::fromRows({someIds(7, 4), someIds(5, 5)});
    const Decoder decoder = loadDecoder(folder.toStdString());
    const auto adapter = someAdapter(decoder);
    std::vector<at::Tensor> leaves, directions;
    at::manual_seed(2);
    const at::Tensor weights = at::randn({12, decoder.config().vocabulary});
    for (const auto& [name, values] : adapter->parameters()) {
        leaves.push_back(values);
        directions.push_back(at::randn(values.sizes()));
    }
    const auto loss = [&](const Decoder& model, const Adapter& tuned) {
        const at::Tensor logits = model.logits(tunedForward(model, tuned, batch));
        return (logits.cpu() * weights).sum();
    };
    const std::vector<at::Tensor> gradients
        = torch::autograd::grad({loss(decoder, *adapter)}, leaves);
    double slope = 0.0;
    for (size_t i = 0; i < leaves.size(); ++i)
        slope += (gradients[i] * directions[i]).sum().item<double>();

    constexpr double kStep = 2e-4;
    const auto moved = [&](double step) {
        const c10::NoGradGuard noGraph;
        for (size_t i = 0; i < leaves.size(); ++i)
            leaves[i].add_(directions[i], step);
        const double value = loss(decoder, *adapter).to(at::kDouble).item<double>();
        for (size_t i = 0; i < leaves.size(); ++i)
            leaves[i].sub_(directions[i], step);
        return value;
    };
    const double measured = (moved(kStep) - moved(-kStep)) / (2 * kStep);
    QVERIFY2(std::abs(measured - slope) <= 0.02 * std::abs(slope) + 0.05,
        qPrintable(QString("slope %1, gradient %2").arg(measured).arg(slope)));

    // torch's own operations, through an accelerator, have the same gradient.
    const Decoder elsewhere = loadDecoder(folder.toStdString(), testAccelerator());
    const auto copy = someAdapter(elsewhere);
    std::vector<at::Tensor> copies;
    for (const auto& [name, values] : copy->parameters())
        copies.push_back(values);
    const std::vector<at::Tensor> others = torch::autograd::grad({loss(elsewhere, *copy)}, copies);
    for (size_t i = 0; i < others.size(); ++i)
        QVERIFY(distance(others[i], gradients[i])
            <= 1e-4 * (1.0 + gradients[i].abs().max().item<double>()));
}

void FamilyAdapterTest::recomputingLeavesTheGradient_data()
{
    eachOnEachDevice(familyFixtures());
}

/// Layers that are computed again in the backward pass give the same bits, dropout among them.
void FamilyAdapterTest::recomputingLeavesTheGradient()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const Decoder decoder
        = loadDecoder(folder.toStdString(), accelerator ? testAccelerator() : at::Device(at::kCPU));
    const auto adapter = someAdapter(decoder);
    const TokenBatch batch = TokenBatch::fromRows({someIds(7, 4), someIds(5, 5)});
    const auto gradients = [&](Activations activations) {
        std::vector<at::Tensor> result;
        const at::Tensor hidden = tunedForward(decoder, *adapter, batch, {0.3, 11}, activations);
        (hidden * hidden).sum().backward();
        for (const auto& [name, values] : adapter->parameters()) {
            result.push_back(values.grad().cpu());
            at::Tensor(values).mutable_grad().reset();
        }
        result.push_back(hidden.detach().cpu());
        return result;
    };
    const std::vector<at::Tensor> kept = gradients(Activations::Kept);
    const std::vector<at::Tensor> again = gradients(Activations::Recomputed);
    QVERIFY(kept.front().abs().max().item<double>() > 0.0);
    for (size_t i = 0; i < kept.size(); ++i)
        QVERIFY(kept[i].equal(again[i]));
}

void FamilyAdapterTest::everyWeightHasItsName_data()
{
    eachFamily();
}

/// Full-parameter training takes every tensor apart under its checkpoint's name: what it writes is
/// the checkpoint, and a model of it the model.
void FamilyAdapterTest::everyWeightHasItsName()
{
    QFETCH(QString, folder);
    const fs::path path = folder.toStdString();
    const auto decoder = std::make_shared<Decoder>(loadDecoder(path));
    const TokenBatch batch = TokenBatch::fromRows({someIds(9, 6)});
    const at::Tensor before = decoder->forward(batch);
    const FullParameters full(decoder, at::kFloat);
    QVERIFY(distance(decoder->forward(batch), before) == 0.0);

    const Checkpoint checkpoint(path);
    int64_t count = 0;
    for (const auto& [name, values] : full.tensors()) {
        count += values.numel();
        const std::string tail = name.substr(name.find('.') + 1);
        const at::Tensor stored
            = checkpoint.load(checkpoint.contains(name) ? name : tail).to(at::kFloat);
        QVERIFY2(values.sizes() == stored.sizes() && values.equal(stored), name.c_str());
    }
    QCOMPARE(full.tensors().size(), checkpoint.tensors().size());
    QCOMPARE(count, decoder->parameterCount());
}

void FamilyAdapterTest::readsExpertsOfTransformers4()
{
    const Decoder decoder = loadDecoder(familyFolder("mixtral"));
    const QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    const std::string module = "model.layers.1.block_sparse_moe.experts.2.w3";
    at::manual_seed(3);
    const NamedTensors matrices{
        {"base_model.model." + module + ".lora_A.weight", at::randn({2, 16})},
        {"base_model.model." + module + ".lora_B.weight", at::randn({8, 2})}};
    writeSafetensors(path / "adapter_model.safetensors", matrices);
    writeFileAtomically(path / "adapter_config.json",
        R"({"peft_type": "LORA", "r": 2, "lora_alpha": 2, "target_modules": ["w3"]})");
    const auto adapter = loadPeftFolder(path, decoder);
    QCOMPARE(adapter->parameters().size(), size_t{2});

    // The same as a model with the change in its weights.
    const TokenBatch batch = TokenBatch::fromRows({someIds(9, 7), someIds(5, 8)});
    const at::Tensor hidden = tunedForward(decoder, *adapter, batch);
    Decoder merged = loadDecoder(familyFolder("mixtral"));
    const c10::NoGradGuard noGraph;
    merged.visitWeights([&](const std::vector<TensorPart>& parts, at::Tensor& weight) {
        for (const TensorPart& part : parts)
            if (part.name == module + ".weight") {
                weight = weight.clone();
                weight.narrow(0, part.firstRow, part.rows)
                    .add_(matrices[1].second.mm(matrices[0].second));
            }
    });
    QVERIFY(distance(hidden, merged.forward(batch)) <= 1e-4);
    QVERIFY(distance(hidden, decoder.forward(batch)) > 1e-3);
}

void FamilyAdapterTest::decodesBothBranches_data()
{
    eachOnEachDevice(familyFixtures());
}

/// Greedy answers of base and tuned model, as rows of one batch against a cache, are those of whole
/// forward passes.
void FamilyAdapterTest::decodesBothBranches()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const c10::InferenceMode guard;
    SiameseModel model;
    model.decoder = std::make_shared<Decoder>(
        loadDecoder(folder.toStdString(), accelerator ? testAccelerator() : at::Device(at::kCPU)));
    model.adapter = someAdapter(*model.decoder);
    model.gate.emplace(GateConfig{}, model.decoder->config().hidden, model.decoder->device(), 3);
    const std::vector<std::vector<int64_t>> prompts{someIds(10, 1), someIds(13, 2)};
    const Branches all{Branch::Base, Branch::Tuned, Branch::Interwoven};
    const auto answers = greedyAnswers(model, all, prompts, {6, {}});
    for (size_t i = 0; i < prompts.size(); ++i) {
        std::vector<int64_t> base = prompts[i];
        std::vector<int64_t> tuned = prompts[i];
        for (size_t step = 0; step < 6; ++step) {
            const auto next = [&](std::vector<int64_t>& row, bool adapted) {
                const TokenBatch batch = TokenBatch::fromRows({row});
                const at::Tensor hidden = adapted
                    ? tunedForward(*model.decoder, *model.adapter, batch)
                    : model.decoder->forward(batch);
                row.push_back(model.decoder->logits(hidden.narrow(0, hidden.size(0) - 1, 1))
                                  .argmax(1)
                                  .item<int64_t>());
                return row.back();
            };
            QCOMPARE(answers.at(Branch::Base)[i][step], next(base, false));
            QCOMPARE(answers.at(Branch::Tuned)[i][step], next(tuned, true));
        }
        QCOMPARE(answers.at(Branch::Interwoven)[i].size(), size_t{6});
    }
}
