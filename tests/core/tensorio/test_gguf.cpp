// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/gguf.h"
#include "core/tensorio/quantised_blocks.h"
#include "core/tensorio/safetensors.h"
#include "gguf_bytes.h"

#include <ATen/ATen.h>

#include "test_gguf.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;

namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = fs::path(INTERWEAVE_FIXTURES) / "tensorio";

constexpr uint32_t kTypeF32 = 0;
constexpr uint32_t kTypeQ4_0 = 2;
constexpr uint32_t kTypeQ4K = 12;
constexpr uint32_t kTypeIQ2XXS = 16;

/// Two F32 tensors and a value of every kind.
RawGguf validFile()
{
    RawGguf file;
    file.metadata = {
        ggufEntry("text", kText, rawText("värde")),
        ggufEntry("count", kUint32, raw<uint32_t>(7)),
        ggufEntry("below", kInt32, raw<int32_t>(-7)),
        ggufEntry("half", kFloat32, raw(0.5F)),
        ggufEntry("yes", kBool, raw<uint8_t>(1)),
        ggufEntry("list", kArray,
            raw<uint32_t>(kInt32) + raw<uint64_t>(2) + raw<int32_t>(1) + raw<int32_t>(-2)),
        ggufEntry(
            "words", kArray, raw<uint32_t>(kText) + raw<uint64_t>(2) + rawText("a") + rawText("")),
        ggufEntry("flags", kArray,
            raw<uint32_t>(kBool) + raw<uint64_t>(2) + raw<uint8_t>(0) + raw<uint8_t>(1)),
    };
    file.tensors = {{"first", {2, 3}, kTypeF32, 0}, {"second", {1}, kTypeF32, 32}};
    for (int i = 0; i < 6; ++i)
        file.data += raw(static_cast<float>(i));
    file.data.resize(32);
    file.data += raw(-1.0F);
    return file;
}

void openAndLoad(const fs::path& path)
{
    const GgufFile file(path);
    for (const TensorInfo& info : file.tensors())
        file.tensor(info.name).sum();
}

} // namespace

void TestGguf::readsMetadata()
{
    const fs::path path = m_folder.filePath("valid.gguf").toStdString();
    QCOMPARE(openingError(validFile().bytes(), path, openAndLoad), std::string());
    const GgufFile file(path);
    QCOMPARE(file.metadata().size(), size_t{8});
    QCOMPARE(file.metadata()[1].first, std::string("count"));
    QCOMPARE(file.text("text"), std::optional<std::string>("värde"));
    QCOMPARE(file.integer("count"), std::optional<int64_t>(7));
    QCOMPARE(file.integer("below"), std::optional<int64_t>(-7));
    QCOMPARE(file.number("half"), std::optional(0.5));
    QCOMPARE(file.number("count"), std::optional(7.0));
    QCOMPARE(file.boolean("yes"), std::optional(true));
    QCOMPARE(std::get<std::vector<int64_t>>(*file.find("list")), (std::vector<int64_t>{1, -2}));
    QCOMPARE(std::get<std::vector<std::string>>(*file.find("words")),
        (std::vector<std::string>{"a", ""}));
    QCOMPARE(std::get<std::vector<bool>>(*file.find("flags")), (std::vector<bool>{false, true}));
    QCOMPARE(file.find("absent"), nullptr);
    QCOMPARE(file.integer("text"), std::optional<int64_t>());
    QCOMPARE(file.text("count"), std::optional<std::string>());
    QVERIFY_EXCEPTION_THROWN(file.tensor("absent"), Error);
}

void TestGguf::decodesBlocksAsTheReference()
{
    const GgufFile file(kFixtures / "llama.gguf");
    const SafetensorsFile expected(kFixtures / "llama.expected.safetensors");
    const std::pair<const char*, const char*> names[] = {
        {"token_embd.weight", "model.embed_tokens.weight"}, // Q8_0
        {"blk.0.attn_v.weight", "model.layers.0.self_attn.v_proj.weight"}, // Q8_0
        {"blk.0.attn_output.weight", "model.layers.0.self_attn.o_proj.weight"}, // F16
        {"blk.0.ffn_gate.weight", "model.layers.0.mlp.gate_proj.weight"}, // BF16
        {"blk.0.ffn_up.weight", "model.layers.0.mlp.up_proj.weight"}, // Q4_0
        {"blk.0.ffn_down.weight", "model.layers.0.mlp.down_proj.weight"}, // Q4_1
        {"output_norm.weight", "model.norm.weight"}, // F32
    };
    for (const auto& [gguf, huggingFace] : names)
        QVERIFY2(at::equal(file.tensor(gguf).to(at::kFloat), expected.tensor(huggingFace)), gguf);
}

void TestGguf::decodesEveryFormatBitForBit_data()
{
    QTest::addColumn<QString>("tensor");
    const SafetensorsFile expected(kFixtures / "blocks.expected.safetensors");
    for (const TensorInfo& info : expected.tensors())
        QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
}

void TestGguf::decodesEveryFormatBitForBit()
{
    QFETCH(QString, tensor);
    const std::string name = tensor.toStdString();
    const GgufFile file(kFixtures / "blocks.gguf");
    const SafetensorsFile reference(kFixtures / "blocks.expected.safetensors");
    const at::Tensor found = file.tensor(name).to(at::kFloat);
    const at::Tensor expected = reference.tensor(name);
    QCOMPARE(found.sizes(), expected.sizes());
    const int64_t different
        = found.view(at::kInt).ne(expected.view(at::kInt)).sum().item<int64_t>();
    QCOMPARE(different, int64_t{0});
}

void TestGguf::reversesDimensions()
{
    const fs::path path = m_folder.filePath("valid.gguf").toStdString();
    openingError(validFile().bytes(), path, openAndLoad);
    const GgufFile file(path);
    QCOMPARE(file.tensors()[0].shape, (std::vector<int64_t>{3, 2}));
    QVERIFY(at::equal(file.tensor("first"), at::arange(6, at::kFloat).reshape({3, 2})));
    QVERIFY(at::equal(file.tensor("second"), at::full({1}, -1.0F)));
}

void TestGguf::opensTypesItCannotDecode()
{
    RawGguf raw;
    raw.tensors = {{"grid", {256}, kTypeIQ2XXS, 0}};
    raw.data.resize(66);
    const fs::path path = m_folder.filePath("grid.gguf").toStdString();
    const QString found = QString::fromStdString(openingError(raw.bytes(), path, openAndLoad));
    QVERIFY2(found.contains("tensor 'grid' is quantised as IQ2_XXS, which is not decoded (Q4_0, "),
        qPrintable(found));
    QCOMPARE(GgufFile(path).tensors()[0].dtype, std::string("IQ2_XXS"));
}

void TestGguf::knowsTheSizeOfEveryType()
{
    QCOMPARE(findGgmlType(3)->blockBytes, 20U);
    QCOMPARE(findGgmlType(14)->blockBytes, 210U);
    for (const uint32_t removed : {4U, 5U, 31U, 32U, 33U, 36U, 37U, 38U, 1000U})
        QCOMPARE(findGgmlType(removed), nullptr);
}

void TestGguf::refusesBrokenFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* title, const auto& wound, const char* message) {
        RawGguf file = validFile();
        wound(file);
        QTest::newRow(title) << QByteArray::fromStdString(file.bytes()) << message;
    };
    const auto entry = [](GgufType type, const std::string& value) {
        return [=](RawGguf& file) { file.metadata.push_back(ggufEntry("key", type, value)); };
    };
    const auto array = [&](uint32_t type, uint64_t count, const std::string& values = {}) {
        return entry(kArray, raw(type) + raw(count) + values);
    };
    const auto tensor
        = [](std::vector<uint64_t> dimensions, uint32_t type = kTypeF32, uint64_t offset = 0) {
              return [=](RawGguf& file) { file.tensors = {{"t", dimensions, type, offset}}; };
          };

    QTest::newRow("empty") << QByteArray() << "ends within the magic number";
    row(
        "magic", [](RawGguf& f) { f.magic = "GGML"; }, "does not start with 'GGUF'");
    row(
        "version 1", [](RawGguf& f) { f.version = 1; }, "has GGUF version 1");
    row(
        "version 4", [](RawGguf& f) { f.version = 4; }, "has GGUF version 4");
    row(
        "big-endian", [](RawGguf& f) { f.version = 0x03000000; }, "is a big-endian GGUF file");

    // CVE-2024-23496, -21802, -21836: counts and lengths that wrap the size of an allocation.
    row(
        "n_tensors", [](RawGguf& f) { f.tensorCount = ~0ULL; },
        "claims 18446744073709551615 tensors");
    row(
        "n_tensors wraps", [](RawGguf& f) { f.tensorCount = 0x1745D1745D1745Eull; },
        "claims 104811045873349726 tensors");
    row(
        "n_kv", [](RawGguf& f) { f.keyCount = ~0ULL; },
        "the list of metadata has the count 18446744073709551615");
    // CVE-2024-23605: n_kv beyond what is there.
    row(
        "n_kv too many", [](RawGguf& f) { f.keyCount = 20; }, "bytes follow");
    // CVE-2024-21825: a string's length plus one wraps to 0.
    row("string length", entry(kText, raw(~0ULL)), "'key' has the count 18446744073709551615");
    row("string length over the end", entry(kText, raw<uint64_t>(1 << 20)),
        "'key' has the count 1048576");
    row("array length", array(kUint32, ~0ULL), "'key' has the count 18446744073709551615");
    row("array length wraps", array(kUint64, 1ULL << 61),
        "'key' has the count 2305843009213693952");
    // CVE-2025-49847, -52566: vocabulary sizes over INT32_MAX.
    row("tokens over INT32_MAX", array(kText, 0x80000001), "'key' has the count 2147483649");
    row("array of arrays", array(kArray, 1), "is an array of arrays");
    row("array of unknown", array(99, 1), "an array of the unknown type 99");
    row("unknown type", entry(static_cast<GgufType>(99), ""), "unknown type 99");
    row("boolean of 2", entry(kBool, raw<uint8_t>(2)), "a boolean of value 2");
    row(
        "duplicate key", [](RawGguf& f) { f.metadata.push_back(f.metadata[0]); },
        "the metadata key 'text' is given twice");

    const auto alignment = [](const std::string& value) {
        return [=](RawGguf& file) {
            file.metadata.push_back(ggufEntry("general.alignment", kUint32, value));
        };
    };
    row("alignment 0", alignment(raw<uint32_t>(0)), "must be a power of two");
    row("alignment 24", alignment(raw<uint32_t>(24)), "must be a power of two");
    row(
        "alignment signed",
        [](RawGguf& f) {
            f.metadata.push_back(ggufEntry("general.alignment", kInt32, raw<int32_t>(32)));
        },
        "must be a power of two");
    row("alignment beyond the file", alignment(raw<uint32_t>(1U << 31)),
        "tensor 'first' ends at byte 2147483672 but the file has");

    row(
        "duplicate tensor", [](RawGguf& f) { f.tensors[1].name = "first"; },
        "tensor 'first' is given twice");
    row("5 dimensions", tensor({1, 1, 1, 1, 1}), "has 5 dimensions");
    row("dimension 0", tensor({4, 0}), "has a dimension of 0");
    row("dimension over int64", tensor({1ULL << 63}), "out of range");
    row("element type 4", tensor({32}, 4), "unknown element type 4");
    row("element type over all", tensor({32}, ~0U), "unknown element type 4294967295");
    row("broken blocks", tensor({33}, kTypeQ4_0), "not whole Q4_0 blocks of 32");
    row("broken large blocks", tensor({128}, kTypeQ4K), "not whole Q4_K blocks of 256");
    row("rows of broken blocks", tensor({32, 8}, kTypeQ4K), "not whole Q4_K blocks of 256");
    row("blocks past the end", tensor({256}, kTypeQ4K), "tensor 't' ends at byte");
    row("blocks wrap", tensor({256, 1ULL << 31, 1ULL << 31}, kTypeQ4K), "overflows");
    // CVE-2025-53630, 2026-27940, 2026-33298: sizes that wrap.
    row("elements wrap", tensor({1ULL << 32, 1ULL << 32}), "overflows");
    row("elements wrap in four", tensor({1ULL << 16, 1ULL << 16, 1ULL << 16, 1ULL << 16}),
        "overflows");
    row("bytes wrap", tensor({1ULL << 62}), "overflows");
    row(
        "sum wraps",
        [](RawGguf& f) {
            f.tensors = {{"a", {(1ULL << 62) - 8}, kTypeF32, 0}, {"b", {8}, kTypeF32, ~0ULL - 31}};
        },
        "overflows");
    row("offset elsewhere", tensor({1}, kTypeF32, 32), "is at offset 32, it was expected at 0");
    row("offset wraps", tensor({1}, kTypeF32, ~0ULL - 31), "it was expected at 0");
    row(
        "overlap", [](RawGguf& f) { f.tensors[1].offset = 0; },
        "is at offset 0, it was expected at 32");
    // CVE-2026-7482: a tensor past the end of the file.
    row("past the end", tensor({1024}), "but the file has");
    row(
        "cut data", [](RawGguf& f) { f.data.pop_back(); }, "tensor 'second' ends at byte");
}

void TestGguf::refusesBrokenFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    const fs::path path = m_folder.filePath("broken.gguf").toStdString();
    const QString found
        = QString::fromStdString(openingError(content.toStdString(), path, openAndLoad));
    QVERIFY2(found.contains(message), qPrintable("found: " + found));
}

void TestGguf::survivesDamagedBlocks()
{
    const fs::path path = m_folder.filePath("damaged.gguf").toStdString();
    const auto accepted
        = openDamaged(readFile(kFixtures / "blocks.gguf"), 10'000, 6, path, openAndLoad);
    QCOMPARE(accepted.truncationsAccepted, 0);
    QVERIFY(accepted.mutationsAccepted > 0);
}

void TestGguf::survivesDamage()
{
    const fs::path path = m_folder.filePath("damaged.gguf").toStdString();
    const auto accepted = openDamaged(validFile().bytes(), 10'000, 2, path, openAndLoad);
    QCOMPARE(accepted.truncationsAccepted, 0);
    QVERIFY(accepted.mutationsAccepted > 0);
    QVERIFY(accepted.mutationsAccepted < 9'000);
}
