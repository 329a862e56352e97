// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/convert.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "test_convert.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace interweave;

namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = fs::path(INTERWEAVE_FIXTURES) / "tensorio";
const fs::path kLlama = kFixtures / "llama.gguf";

struct Workplace {
    QTemporaryDir temporary;
    fs::path path = temporary.path().toStdString();
    fs::path target = path / "model";
};

size_t entriesOf(const fs::path& folder)
{
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// The code of the Error that the conversion throws; nothing when it succeeds.
std::optional<ErrorCode> conversionError(const fs::path& source, const fs::path& target,
    const std::string& dtype, std::stop_token stop = {})
{
    try {
        convertToFolder(source, target, dtype, stop);
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

} // namespace

void TestConvert::writesWhatTransformersWouldLoad_data()
{
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<QString>("configDtype");
    QTest::addColumn<int>("scalarType");
    QTest::newRow("fp32") << "fp32"
                          << "float32" << static_cast<int>(at::kFloat);
    QTest::newRow("bf16") << "bf16"
                          << "bfloat16" << static_cast<int>(at::kBFloat16);
    QTest::newRow("fp16") << "fp16"
                          << "float16" << static_cast<int>(at::kHalf);
}

void TestConvert::writesWhatTransformersWouldLoad()
{
    QFETCH(QString, dtype);
    QFETCH(QString, configDtype);
    QFETCH(int, scalarType);
    const Workplace place;
    convertToFolder(kLlama, place.target, dtype.toStdString());
    QCOMPARE(entriesOf(place.path), size_t{1});

    const Checkpoint converted(place.target);
    QCOMPARE(converted.config().at("dtype").get<std::string>(), configDtype.toStdString());
    QCOMPARE(converted.config().at("model_type").get<std::string>(), std::string("llama"));
    for (const auto& [name, expected] : readSafetensors(kFixtures / "llama.expected.safetensors")) {
        const at::Tensor found = converted.load(name);
        QCOMPARE(static_cast<int>(found.scalar_type()), scalarType);
        QVERIFY2(at::equal(found, expected.to(found.scalar_type())), name.c_str());
    }
    const auto json
        = [&](const char* name) { return nlohmann::json::parse(readFile(place.target / name)); };
    QVERIFY(json("tokenizer.json")
        == nlohmann::json::parse(readFile(kFixtures / "tokenizer.expected.json")));
    QCOMPARE(json("tokenizer_config.json").at("eos_token").get<std::string>(),
        std::string("<|im_end|>"));
    QCOMPARE(json("generation_config.json").at("eos_token_id").get<int>(), 2);
    QCOMPARE(entriesOf(place.target), size_t{5});
}

void TestConvert::keepsDtypesOnAuto()
{
    const Workplace place;
    convertToFolder(kLlama, place.target, "auto");
    const Checkpoint source(kLlama);
    const Checkpoint converted(place.target);
    QCOMPARE(converted.config().at("dtype").get<std::string>(), std::string("float32"));
    for (const TensorInfo& info : source.tensors()) {
        const at::Tensor expected = source.load(info.name);
        QCOMPARE(converted.load(info.name).scalar_type(), expected.scalar_type());
        QVERIFY2(at::equal(converted.load(info.name), expected), info.name.c_str());
    }
    QCOMPARE(conversionError(kLlama, place.target, "int8"), ErrorCode::InvalidArgument);
}

void TestConvert::convertsEveryArchitecture_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& entry : fs::directory_iterator(kFixtures / "architectures")) {
        if (entry.path().extension() == ".gguf")
            QTest::newRow(entry.path().stem().c_str())
                << QString::fromStdString(entry.path().stem().string());
    }
}

void TestConvert::convertsEveryArchitecture()
{
    QFETCH(QString, name);
    const fs::path stem = kFixtures / "architectures" / name.toStdString();
    const Workplace place;
    convertToFolder(stem.string() + ".gguf", place.target, "auto");
    const Checkpoint converted(place.target);
    const auto expected = readSafetensors(stem.string() + ".expected.safetensors");
    QCOMPARE(converted.tensors().size(), expected.size());
    for (const auto& [tensor, value] : expected)
        QVERIFY2(
            at::equal(converted.load(tensor).to(at::kFloat), value.to(at::kFloat)), tensor.c_str());
    const auto config = nlohmann::json::parse(readFile(stem.string() + ".config.json"));
    QCOMPARE(converted.config().at("model_type").get<std::string>(),
        config.at("model_type").get<std::string>());
    QCOMPARE(converted.config().at("dtype").get<std::string>(), std::string("bfloat16"));
    QCOMPARE(entriesOf(place.target), size_t{5});
}

void TestConvert::copiesAFoldersTokenizer()
{
    const Workplace place;
    const fs::path source = place.path / "source";
    convertToFolder(kLlama, source, "fp32");
    std::ofstream(source / "README.md") << "stays behind";
    convertToFolder(source, place.target, "bf16");
    QVERIFY(readFile(place.target / "tokenizer.json") == readFile(source / "tokenizer.json"));
    QCOMPARE(entriesOf(place.target), size_t{5});
    QCOMPARE(Checkpoint(place.target).load("model.norm.weight").scalar_type(), at::kBFloat16);
    QCOMPARE(conversionError(source, source, "bf16"), ErrorCode::InvalidArgument);
}

void TestConvert::replacesOnlyAnEarlierConversion()
{
    const Workplace place;
    fs::create_directory(place.target);
    convertToFolder(kLlama, place.target, "fp32");
    convertToFolder(kLlama, place.target, "bf16");
    QCOMPARE(Checkpoint(place.target).load("model.norm.weight").scalar_type(), at::kBFloat16);

    std::ofstream(place.target / "thesis.txt") << "irreplaceable";
    QCOMPARE(conversionError(kLlama, place.target, "fp32"), ErrorCode::InvalidArgument);
    QCOMPARE(readFile(place.target / "thesis.txt"), std::string("irreplaceable"));
    QCOMPARE(
        conversionError(kLlama, place.target / "thesis.txt", "fp32"), ErrorCode::InvalidArgument);
}

void TestConvert::leavesNothingBehindWhenStopped()
{
    const Workplace place;
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(conversionError(kLlama, place.target, "fp32", stop.get_token()), ErrorCode::Cancelled);
    QCOMPARE(entriesOf(place.path), size_t{0});
    // A model without a tokenizer fails half-way: the same.
    QCOMPARE(
        conversionError(kFixtures / "qwen2.gguf", place.target, "fp32"), ErrorCode::CorruptData);
    QCOMPARE(
        conversionError(place.path / "absent.gguf", place.target, "fp32"), ErrorCode::NotFound);
    QCOMPARE(entriesOf(place.path), size_t{0});
}

void TestConvert::refusesTextThatIsNotUtf8()
{
    const Workplace place;
    std::string bytes = readFile(kLlama);
    const size_t at = bytes.find("{% for m in");
    QVERIFY(at != std::string::npos);
    bytes[at] = '\xff';
    std::ofstream(place.path / "broken.gguf", std::ios::binary) << bytes;
    QCOMPARE(
        conversionError(place.path / "broken.gguf", place.target, "fp32"), ErrorCode::CorruptData);
    QVERIFY(!fs::exists(place.target));
}
