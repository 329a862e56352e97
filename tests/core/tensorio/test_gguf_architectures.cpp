// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/random.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "gguf_bytes.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>
#include <set>

#include "test_gguf_architectures.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;

namespace fs = std::filesystem;

namespace {

const fs::path kArchitectures = fs::path(INTERWEAVE_FIXTURES) / "tensorio/architectures";
const char* const kArchitectureNames[] = {"mistral", "qwen3", "gemma", "gemma2", "gemma3", "phi3",
    "phi3-longrope", "olmo2", "olmo3", "gpt2"};
/// Keys of config.json that say nothing of the computation of a trained model.
const std::set<std::string> kTrainingKeys = {"attention_dropout", "attn_pdrop", "dtype",
    "embd_pdrop", "initializer_range", "pretraining_tp", "resid_pdrop", "summary_activation",
    "summary_first_dropout", "summary_proj_to_labels", "summary_type", "summary_use_proj",
    "transformers_version", "use_cache"};

constexpr uint32_t kTypeF32 = 0;

void addArchitectures()
{
    QTest::addColumn<QString>("name");
    for (const char* name : kArchitectureNames)
        QTest::newRow(name) << name;
}

void openCheckpoint(const fs::path& path)
{
    const Checkpoint checkpoint(path);
    for (const TensorInfo& info : checkpoint.tensors())
        checkpoint.load(info.name).sum();
}

} // namespace

void TestGgufArchitectures::givesTransformersWeights_data()
{
    addArchitectures();
}

void TestGgufArchitectures::givesTransformersWeights()
{
    QFETCH(QString, name);
    const Checkpoint checkpoint(kArchitectures / (name.toStdString() + ".gguf"));
    const SafetensorsFile expected(kArchitectures / (name.toStdString() + ".expected.safetensors"));
    QCOMPARE(checkpoint.tensors().size(), expected.tensors().size());
    for (size_t i = 0; i < expected.tensors().size(); ++i) {
        const TensorInfo& info = expected.tensors()[i];
        QCOMPARE(checkpoint.tensors()[i].name, info.name);
        QCOMPARE(checkpoint.tensors()[i].shape, info.shape);
        const at::Tensor found = checkpoint.load(info.name).to(at::kFloat);
        QVERIFY2(at::equal(found, expected.tensor(info.name).to(at::kFloat)), info.name.c_str());
    }
}

void TestGgufArchitectures::makesTransformersConfig_data()
{
    addArchitectures();
}

void TestGgufArchitectures::makesTransformersConfig()
{
    QFETCH(QString, name);
    const std::string file = name.toStdString();
    const nlohmann::json found = Checkpoint(kArchitectures / (file + ".gguf")).config();
    const auto expected = nlohmann::json::parse(readFile(kArchitectures / (file + ".config.json")));
    for (const auto& [key, value] : found.items()) {
        const std::string difference = key + " is " + value.dump() + ", expected "
            + expected.value(key, nlohmann::json("nothing")).dump();
        QVERIFY2(expected.contains(key) && expected[key] == value, difference.c_str());
    }
    for (const auto& [key, value] : expected.items())
        QVERIFY2(found.contains(key) || value.is_null() || kTrainingKeys.contains(key),
            (key + " is missing").c_str());
}

void TestGgufArchitectures::refusesAPatternForOtherLayers()
{
    const auto layers = [](uint32_t count) {
        return rawText("olmo2.block_count") + raw<uint32_t>(kUint32) + raw(count);
    };
    std::string bytes = readFile(kArchitectures / "olmo3.gguf");
    const size_t at = bytes.find(layers(5));
    QVERIFY(at != std::string::npos);
    bytes.replace(at, layers(4).size(), layers(4));
    const fs::path path = m_folder.filePath("pattern.gguf").toStdString();
    QCOMPARE(openingError(bytes, path, openCheckpoint),
        std::string("'olmo2.attention.sliding_window_pattern' has 5 entries for 4 layers"));
}

void TestGgufArchitectures::refusesToTransposeAVector()
{
    RawGguf file;
    const auto number = [](const std::string& key, uint32_t value) {
        return ggufEntry("gpt2." + key, kUint32, raw(value));
    };
    file.metadata = {ggufEntry("general.architecture", kText, rawText("gpt2")),
        number("context_length", 8), number("block_count", 1), number("embedding_length", 8),
        number("attention.head_count", 1),
        ggufEntry("gpt2.attention.layer_norm_epsilon", kFloat32, raw(1e-5F))};
    file.tensors = {{"token_embd.weight", {8, 4}, kTypeF32, 0}};
    file.data.resize(4 * 8 * sizeof(float));
    file.tensors.push_back({"blk.0.ffn_up.weight", {8}, kTypeF32, file.data.size()});
    file.data.resize(file.data.size() + 8 * sizeof(float));
    const fs::path path = m_folder.filePath("vector.gguf").toStdString();
    QCOMPARE(openingError(file.bytes(), path, openCheckpoint),
        std::string("tensor 'blk.0.ffn_up.weight' must be a matrix"));
}

void TestGgufArchitectures::survivesDamagedMetadata_data()
{
    addArchitectures();
}

void TestGgufArchitectures::survivesDamagedMetadata()
{
    QFETCH(QString, name);
    const std::string valid = readFile(kArchitectures / (name.toStdString() + ".gguf"));
    const fs::path path = m_folder.filePath("damaged.gguf").toStdString();
    // The metadata is what differs between architectures: damage nothing else.
    constexpr size_t kHeaderBytes = 1500;
    Random random(7);
    int accepted = 0;
    for (int i = 0; i < 1'000; ++i) {
        std::string bytes = valid;
        for (uint64_t wounds = 1 + random.below(3); wounds > 0; --wounds)
            bytes[random.below(kHeaderBytes)] = static_cast<char>(random.below(256));
        accepted += openingError(bytes, path, openCheckpoint).empty();
    }
    QVERIFY(accepted > 0);
}
