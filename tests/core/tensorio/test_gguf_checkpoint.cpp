// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/gguf_architecture.h"
#include "core/tensorio/safetensors.h"
#include "gguf_bytes.h"

#include <ATen/ATen.h>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "test_gguf_checkpoint.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;

namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = fs::path(INTERWEAVE_FIXTURES) / "tensorio";

constexpr uint32_t kTypeF32 = 0;
constexpr uint64_t kHeadSize = 64;

/// A llama of one head without layers: enough for everything but its tensors' values.
RawGguf smallLlama()
{
    const auto number = [](const std::string& key, uint32_t value) {
        return ggufEntry("llama." + key, kUint32, raw(value));
    };
    RawGguf file;
    file.metadata = {
        ggufEntry("general.architecture", kText, rawText("llama")),
        number("context_length", 131072),
        number("block_count", 1),
        number("embedding_length", kHeadSize),
        number("feed_forward_length", 32),
        number("attention.head_count", 1),
        ggufEntry("llama.attention.layer_norm_rms_epsilon", kFloat32, raw(1e-5F)),
        ggufEntry("llama.rope.freq_base", kFloat32, raw(500000.0F)),
    };
    file.tensors = {{"token_embd.weight", {kHeadSize, 4}, kTypeF32, 0}};
    file.data.resize(4 * kHeadSize * sizeof(float));
    return file;
}

/// Appends a one-dimensional F32 tensor to a file whose data ends at a multiple of the alignment.
void append(RawGguf& file, const std::string& name, const std::vector<float>& values)
{
    file.tensors.push_back({name, {values.size()}, kTypeF32, file.data.size()});
    for (const float value : values)
        file.data += raw(value);
}

/// As llama.cpp's converter writes them for Llama 3.1, whose `factor` is 8.
std::vector<float> llama3RopeFactors(double factor)
{
    std::vector<float> factors;
    for (uint64_t i = 0; i < kHeadSize; i += 2) {
        const double frequency = 1 / std::pow(500000.0, double(i) / double(kHeadSize));
        const double wavelength = 2 * std::numbers::pi / frequency;
        if (wavelength < 8192 / 4.0)
            factors.push_back(1);
        else if (wavelength > 8192 / 1.0)
            factors.push_back(float(factor));
        else {
            const double smooth = (8192 / wavelength - 1) / (4 - 1);
            factors.push_back(float(1 / ((1 - smooth) / factor + smooth)));
        }
    }
    return factors;
}

void openCheckpoint(const fs::path& path)
{
    const Checkpoint checkpoint(path);
    for (const TensorInfo& info : checkpoint.tensors())
        checkpoint.load(info.name).sum();
}

/// Same names, shapes and bits as the file transformers wrote.
void compareWithTransformers(const fs::path& gguf, const fs::path& expectedFile)
{
    const Checkpoint checkpoint(gguf);
    const SafetensorsFile expected(expectedFile);
    QCOMPARE(checkpoint.format(), std::string("gguf"));
    QCOMPARE(checkpoint.tensors().size(), expected.tensors().size());
    for (size_t i = 0; i < expected.tensors().size(); ++i) {
        const TensorInfo& info = expected.tensors()[i];
        QCOMPARE(checkpoint.tensors()[i].name, info.name);
        QCOMPARE(checkpoint.tensors()[i].shape, info.shape);
        const at::Tensor found = checkpoint.load(info.name).to(at::kFloat);
        QVERIFY2(at::equal(found, expected.tensor(info.name)), info.name.c_str());
    }
}

} // namespace

void TestGgufCheckpoint::equalsTransformers_data()
{
    QTest::addColumn<QString>("architecture");
    QTest::newRow("llama") << "llama";
    QTest::newRow("qwen2") << "qwen2";
}

void TestGgufCheckpoint::equalsTransformers()
{
    QFETCH(QString, architecture);
    const std::string name = architecture.toStdString();
    compareWithTransformers(
        kFixtures / (name + ".gguf"), kFixtures / (name + ".expected.safetensors"));
}

void TestGgufCheckpoint::makesTheConfig()
{
    const auto expected = nlohmann::json::parse(R"({
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu", "hidden_size": 32,
        "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 4, "num_key_value_heads": 2,
        "head_dim": 8, "rope_parameters": {"rope_type": "default", "rope_theta": 100000.0},
        "max_position_embeddings": 128, "vocab_size": 266, "tie_word_embeddings": true, "attention_bias": false,
        "mlp_bias": false, "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 2})");
    nlohmann::json found = Checkpoint(kFixtures / "llama.gguf").config();
    QCOMPARE(found.at("rms_norm_eps").get<double>(), 1e-5);
    found.erase("rms_norm_eps");
    QVERIFY2(found == expected, found.dump().c_str());

    const nlohmann::json qwen2 = Checkpoint(kFixtures / "qwen2.gguf").config();
    QCOMPARE(qwen2.at("model_type").get<std::string>(), std::string("qwen2"));
    QCOMPARE(qwen2.at("tie_word_embeddings").get<bool>(), false);
    QVERIFY(!qwen2.contains("bos_token_id"));
}

void TestGgufCheckpoint::translatesNames()
{
    const GgufArchitecture& qwen3 = findGgufArchitecture("qwen3", "test");
    QCOMPARE(translateGgufName(qwen3, "output.weight")->name, std::string("lm_head.weight"));
    QCOMPARE(translateGgufName(qwen3, "blk.12.attn_q_norm.weight")->name,
        std::string("model.layers.12.self_attn.q_norm.weight"));
    for (const char* name :
        {"", ".", "output", "weight", "output.scale", "blk.weight", "blk..attn_q.weight",
            "blk.01.attn_q.weight", "blk.-1.attn_q.weight", "blk.1.2.attn_q.weight",
            "blk.99999999.attn_q.weight", "blk.1.unknown.weight", "blk.1.weight", "attn_q.weight"})
        QVERIFY2(!translateGgufName(qwen3, name), name);
}

void TestGgufCheckpoint::recoversLlama3Scaling()
{
    RawGguf file = smallLlama();
    append(file, "rope_freqs.weight", llama3RopeFactors(8));
    const fs::path path = m_folder.filePath("llama3.gguf").toStdString();
    QCOMPARE(openingError(file.bytes(), path, openCheckpoint), std::string());
    const auto rope = Checkpoint(path).config().at("rope_parameters");
    const auto expected
        = nlohmann::json::parse(R"({"rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0,
        "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192})");
    QVERIFY2(rope == expected, rope.dump().c_str());
}

void TestGgufCheckpoint::refusesWhatItCannotExpress_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* title, const auto& change, const char* message) {
        RawGguf file = smallLlama();
        change(file);
        QTest::newRow(title) << QByteArray::fromStdString(file.bytes()) << message;
    };
    const auto replaced = [](size_t index, const std::string& entry) {
        return [=](RawGguf& file) { file.metadata[index] = entry; };
    };
    const auto added = [](const std::string& entry) {
        return [=](RawGguf& file) { file.metadata.push_back(entry); };
    };
    row("unknown architecture",
        replaced(0, ggufEntry("general.architecture", kText, rawText("mamba"))),
        "the architecture 'mamba' is not supported (supported: llama, qwen2, qwen3, "
        "gemma, gemma2, gemma3, phi3, olmo2, gpt2)");
    row("no architecture", replaced(0, ggufEntry("x", kText, rawText("llama"))),
        "the architecture '' is not supported");
    row("missing key", replaced(1, ggufEntry("x", kUint32, raw<uint32_t>(1))),
        "'llama.context_length' must be an integer");
    row("zero heads",
        replaced(5, ggufEntry("llama.attention.head_count", kUint32, raw<uint32_t>(0))),
        "'llama.attention.head_count' must be an integer between 1 and 2^31");
    row("text for a number", replaced(3, ggufEntry("llama.embedding_length", kText, rawText("64"))),
        "'llama.embedding_length' must be an integer");
    row("context over all", replaced(1, ggufEntry("llama.context_length", kUint64, raw(~0ULL))),
        "'llama.context_length' must be an integer between 1 and 2^31");
    row("epsilon not a number",
        replaced(
            6, ggufEntry("llama.attention.layer_norm_rms_epsilon", kFloat32, raw(std::nanf("")))),
        "must be a number greater than 0");
    row("hidden size", replaced(3, ggufEntry("llama.embedding_length", kUint32, raw<uint32_t>(65))),
        "needs a tensor 'token_embd.weight' of [vocabulary, 65]");
    row("token id", added(ggufEntry("tokenizer.ggml.eos_token_id", kUint32, raw<uint32_t>(4))),
        "'tokenizer.ggml.eos_token_id' must be a token id below 4");
    row("negative token id",
        added(ggufEntry("tokenizer.ggml.bos_token_id", kInt32, raw<int32_t>(-1))),
        "'tokenizer.ggml.bos_token_id' must be a token id below 4");
    row("dynamic scaling", added(ggufEntry("llama.rope.scaling.type", kText, rawText("dynamic"))),
        "the rotary scaling 'dynamic' is not supported");
    row("yarn without its factor",
        added(ggufEntry("llama.rope.scaling.type", kText, rawText("yarn"))),
        "'llama.rope.scaling.factor' must be a number greater than 0");
    row("other size of values",
        added(ggufEntry("llama.attention.value_length", kUint32, raw<uint32_t>(32))),
        "'llama.attention.value_length' differs from the size of a key, 64");
    row("too many layers",
        replaced(2, ggufEntry("llama.block_count", kUint32, raw<uint32_t>(10'001))),
        "'llama.block_count' is 10001, at most 10,000 layers are read");
    row("partial rotary",
        added(ggufEntry("llama.rope.dimension_count", kUint32, raw<uint32_t>(32))),
        "differs from the size of a head, 64");
    row(
        "other rope factors",
        [](RawGguf& file) {
            append(file, "rope_freqs.weight", std::vector<float>(kHeadSize / 2, 2.5F));
        },
        "are not those of Llama 3's rotary scaling");
    row(
        "rope factors of another size",
        [](RawGguf& file) {
            append(file, "rope_freqs.weight", {1, 8});
        },
        "are not those of Llama 3's rotary scaling");
    row(
        "one of two lists of factors",
        [](RawGguf& file) {
            file.metadata.push_back(ggufEntry(
                "llama.rope.scaling.original_context_length", kUint32, raw<uint32_t>(4096)));
            append(file, "rope_factors_long.weight", std::vector<float>(kHeadSize / 2, 2.5F));
        },
        "needs both 'rope_factors_long.weight' and 'rope_factors_short.weight'");
    row(
        "biases of queries alone",
        [](RawGguf& file) { append(file, "blk.0.attn_q.bias", std::vector<float>(kHeadSize)); },
        "has biases of queries or of the attention's output but not both");
    row("split file", added(ggufEntry("split.count", kUint32, raw<uint32_t>(3))),
        "is one of 3 parts");
    row(
        "unknown tensor", [](RawGguf& file) { append(file, "blk.0.ffn_gate_inp.weight", {1}); },
        "the tensor 'blk.0.ffn_gate_inp.weight' is unknown in the architecture 'llama'");
    row(
        "rows that do not divide",
        [](RawGguf& file) {
            append(file, "blk.0.attn_q.weight", {1, 2, 3});
        },
        "has rows that do not divide into 1 heads");
}

void TestGgufCheckpoint::refusesWhatItCannotExpress()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    const fs::path path = m_folder.filePath("broken.gguf").toStdString();
    const QString found
        = QString::fromStdString(openingError(content.toStdString(), path, openCheckpoint));
    QVERIFY2(found.contains(message), qPrintable("found: " + found));
}

void TestGgufCheckpoint::survivesDamage()
{
    RawGguf file = smallLlama();
    append(file, "rope_freqs.weight", llama3RopeFactors(8));
    const fs::path path = m_folder.filePath("damaged.gguf").toStdString();
    const auto accepted = openDamaged(file.bytes(), 10'000, 3, path, openCheckpoint);
    QCOMPARE(accepted.truncationsAccepted, 0);
    QVERIFY(accepted.mutationsAccepted > 0);
}
