// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>

#include "test_safetensors.h"

#include <QtTest>

using namespace interweave;
using interweave::testing::openDamaged;
using interweave::testing::openingError;

namespace fs = std::filesystem;

namespace {

const fs::path kFixture = fs::path(INTERWEAVE_FIXTURES) / "tensorio/reference.safetensors";

/// What tests/fixtures/tensorio/make_fixtures.py saves as reference.safetensors.
NamedTensors referenceTensors()
{
    const at::Tensor count = at::arange(6, at::kLong).reshape({2, 3});
    return {
        {"f64", count.to(at::kDouble) / 3},
        {"f32", count.to(at::kFloat) / 3},
        {"f16", count.to(at::kHalf)},
        {"bf16", count.to(at::kBFloat16)},
        {"i64", count - 3},
        {"i32", count.to(at::kInt) - 3},
        {"i16", count.to(at::kShort) - 3},
        {"i8", count.to(at::kChar) - 3},
        {"u8", count.to(at::kByte)},
        {"bool", count > 2},
        {"scalar", at::scalar_tensor(7.5, at::kFloat)},
        {"empty", at::empty({0, 4}, at::kFloat)},
        {"größe \"a\\b\"", at::ones({1}, at::kFloat)},
    };
}

std::string fileBytes(std::string header, const std::string& data)
{
    const uint64_t length = header.size();
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + header + data;
}

/// Opens the file and loads every tensor, as a reader of a hostile file would.
void openAndLoad(const fs::path& path)
{
    const SafetensorsFile file(path);
    for (const TensorInfo& info : file.tensors())
        file.tensor(info.name).sum();
}

} // namespace

void TestSafetensors::readsWhatTheReferenceWrote()
{
    const SafetensorsFile file(kFixture);
    const NamedTensors expected = referenceTensors();
    QCOMPARE(file.tensors().size(), expected.size());
    QVERIFY(std::is_sorted(file.tensors().begin(), file.tensors().end(),
        [](const TensorInfo& a, const TensorInfo& b) { return a.name < b.name; }));
    for (const auto& [name, tensor] : expected) {
        QVERIFY2(file.contains(name), name.c_str());
        const at::Tensor read = file.tensor(name);
        QCOMPARE(read.scalar_type(), tensor.scalar_type());
        QVERIFY2(at::equal(read, tensor), name.c_str());
    }
    QCOMPARE(file.metadata(), (std::map<std::string, std::string>{{"format", "pt"}}));
    QVERIFY(!file.contains("absent"));
    QVERIFY_EXCEPTION_THROWN(file.tensor("absent"), Error);
}

void TestSafetensors::writesTheReferencesBytes()
{
    const fs::path path = m_folder.filePath("written.safetensors").toStdString();
    writeSafetensors(path, referenceTensors());
    QVERIFY(readFile(path) == readFile(kFixture));

    writeSafetensors(path, {}, {});
    QVERIFY(SafetensorsFile(path).tensors().empty());

    const at::Tensor matrix = at::rand({4, 6});
    writeSafetensors(path, {{"transposed", matrix.t()}, {"rows", matrix.slice(0, 1, 3)}});
    QVERIFY(at::equal(readSafetensors(path).at("transposed"), matrix.t()));
    QVERIFY(at::equal(readSafetensors(path).at("rows"), matrix.slice(0, 1, 3)));
}

void TestSafetensors::tensorsOutliveTheFile()
{
    const at::Tensor tensor = SafetensorsFile(kFixture).tensor("f32");
    QVERIFY(at::equal(tensor, at::arange(6, at::kFloat).reshape({2, 3}) / 3));
}

void TestSafetensors::copiesMisalignedData()
{
    const std::string header = R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                               R"("b":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}})";
    const float values[] = {1.5F, -2.25F};
    const std::string bytes(reinterpret_cast<const char*>(values), sizeof values);
    const fs::path path = m_folder.filePath("misaligned.safetensors").toStdString();
    QCOMPARE(openingError(fileBytes(header, "x" + bytes), path, openAndLoad), std::string());
    const at::Tensor read = SafetensorsFile(path).tensor("b");
    QCOMPARE(reinterpret_cast<uintptr_t>(read.const_data_ptr()) % alignof(float), size_t{0});
    QVERIFY(at::equal(read, at::tensor({1.5F, -2.25F})));
}

void TestSafetensors::opensTypesItCannotLoad()
{
    const std::string header = R"({"a":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]},)"
                               R"("b":{"dtype":"F4","shape":[2],"data_offsets":[2,3]}})";
    const fs::path path = m_folder.filePath("fp8.safetensors").toStdString();
    openingError(fileBytes(header, "xyz"), path, openAndLoad);
    const SafetensorsFile file(path);
    QCOMPARE(file.tensors().size(), size_t{2});
    try {
        file.tensor("a");
        QFAIL("FP8 was loaded");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Unsupported);
        QCOMPARE(error.message(),
            std::string("tensor 'a' has the dtype F8_E4M3, which is not supported"));
    }
}

void TestSafetensors::readsAnyNonZeroByteAsTrue()
{
    const std::string header = R"({"a":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}})";
    const fs::path path = m_folder.filePath("bool.safetensors").toStdString();
    openingError(fileBytes(header, std::string("\0\1\xff", 3)), path, openAndLoad);
    QVERIFY(at::equal(SafetensorsFile(path).tensor("a"), at::tensor({0, 1, 1}).to(at::kBool)));
}

void TestSafetensors::refusesBrokenFiles_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("dataBytes");
    QTest::addColumn<QString>("message");
    const auto row
        = [](const char* title, const QByteArray& header, int dataBytes, const char* message) {
              QTest::newRow(title) << header << dataBytes << message;
          };
    const auto tensor = [](const QByteArray& name, const QByteArray& dtype, const QByteArray& shape,
                            const QByteArray& offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape
            + ",\"data_offsets\":" + offsets + "}";
    };
    const QByteArray a = tensor("a", "F32", "[2]", "[0,8]");
    row("not an object", "[]", 0, "does not start with '{'");
    row("leading space", " {}", 0, "does not start with '{'");
    row("cut JSON", "{" + a, 8, "invalid JSON");
    row("text after JSON", "{" + a + "}x", 8, "invalid JSON");
    row("NUL after JSON", QByteArray("{}\0x", 4), 0, "NUL byte");
    row("not UTF-8", "{\"\xff\":1}", 0, "invalid JSON");
    row("duplicate tensor", "{" + a + "," + a + "}", 8, "duplicate JSON key 'a'");
    row("duplicate field",
        R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8,
        "duplicate JSON key 'dtype'");
    row("deep nesting", "{\"a\":" + QByteArray(100000, '['), 0, "nested deeper");
    row("metadata not an object", R"({"__metadata__":"x"})", 0, "__metadata__ is not an object");
    row("metadata not text", R"({"__metadata__":{"x":1}})", 0, "__metadata__ 'x' is not a string");
    row("tensor not an object", R"({"a":1})", 0, "must have dtype");
    row("field missing", R"({"a":{"dtype":"F32","shape":[2]}})", 8, "must have dtype");
    row("field too many", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}})", 8,
        "nothing else");
    row("unknown dtype", "{" + tensor("a", "F31", "[2]", "[0,8]") + "}", 8, "unknown dtype");
    row("negative dimension", "{" + tensor("a", "F32", "[-2]", "[0,8]") + "}", 8,
        "non-negative integer");
    row("fractional dimension", "{" + tensor("a", "F32", "[2.0]", "[0,8]") + "}", 8,
        "non-negative integer");
    row("dimension over int64", "{" + tensor("a", "F32", "[9223372036854775808]", "[0,8]") + "}", 8,
        "out of range");
    row("product wraps", "{" + tensor("a", "F32", "[4294967296,4294967296,4]", "[0,8]") + "}", 8,
        "overflows");
    row("bytes wrap", "{" + tensor("a", "F32", "[4611686018427387906]", "[0,8]") + "}", 8,
        "overflows");
    row("empty with wrapping strides",
        "{" + tensor("a", "F32", "[0,4294967296,4294967296]", "[0,0]") + "}", 0, "overflows");
    row("too many dimensions",
        "{" + tensor("a", "F32", "[" + QByteArray("1,").repeated(64) + "2]", "[0,8]") + "}", 8,
        "at most 64 dimensions");
    row("range too short", "{" + tensor("a", "F32", "[2]", "[0,4]") + "}", 4,
        "covers 4 bytes but its shape");
    row("range backwards", "{" + tensor("a", "F32", "[2]", "[8,0]") + "}", 8,
        "begins at byte 8 but ends at byte 0");
    row("range past the end", "{" + a + "}", 4, "ends at byte 8 of the data but the file has 4");
    row("range negative", "{" + tensor("a", "F32", "[2]", "[-8,0]") + "}", 8,
        "two non-negative integers");
    row("hole", "{" + tensor("a", "F32", "[2]", "[4,12]") + "}", 12,
        "begins at byte 4 of the data");
    row("overlap", "{" + a + "," + tensor("b", "F32", "[2]", "[4,12]") + "}", 12,
        "begins at byte 4 of the data but the one before it ends at byte 8");
    row("data left over", "{" + a + "}", 9,
        "the tensors end at byte 8 of the data but the file has 9");
}

void TestSafetensors::refusesBrokenFiles()
{
    QFETCH(QByteArray, header);
    QFETCH(int, dataBytes);
    QFETCH(QString, message);
    const fs::path path = m_folder.filePath("broken.safetensors").toStdString();
    const std::string content
        = fileBytes(header.toStdString(), std::string(static_cast<size_t>(dataBytes), 'x'));
    const QString found = QString::fromStdString(openingError(content, path, openAndLoad));
    QVERIFY2(found.contains(message), qPrintable("found: " + found));
}

void TestSafetensors::refusesOversizedHeader()
{
    const fs::path path = m_folder.filePath("oversized.safetensors").toStdString();
    const auto found = [&](uint64_t claimed) {
        const std::string length(reinterpret_cast<const char*>(&claimed), sizeof claimed);
        return QString::fromStdString(openingError(length + "{}", path, openAndLoad));
    };
    QVERIFY(found(100'000'001).contains("the format allows 100000000"));
    QVERIFY(found(~0ULL).contains("the format allows 100000000"));
    QVERIFY(found(3).contains("claims a header of 3 bytes but 2 follow"));
    QVERIFY(openingError("short", path, openAndLoad).find("too few") != std::string::npos);
}

void TestSafetensors::refusesBadTensorsToWrite()
{
    const fs::path path = m_folder.filePath("unwritten.safetensors").toStdString();
    const at::Tensor one = at::ones({1});
    QVERIFY_EXCEPTION_THROWN(writeSafetensors(path, {{"a", one}, {"a", one}}), Error);
    QVERIFY_EXCEPTION_THROWN(writeSafetensors(path, {{"__metadata__", one}}), Error);
    QVERIFY_EXCEPTION_THROWN(writeSafetensors(path, {{"\xff", one}}), Error);
    QVERIFY_EXCEPTION_THROWN(writeSafetensors(path, {{"a", one.to(at::kComplexFloat)}}), Error);
    QVERIFY(!fs::exists(path));
}

void TestSafetensors::survivesDamage()
{
    const fs::path path = m_folder.filePath("damaged.safetensors").toStdString();
    const auto accepted = openDamaged(readFile(kFixture), 10'000, 1, path, openAndLoad);
    QCOMPARE(accepted.truncationsAccepted, 0);
    QVERIFY(accepted.mutationsAccepted > 0); // damage to the values alone
    QVERIFY(accepted.mutationsAccepted < 5'000);
}
