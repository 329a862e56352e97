// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "hostile_file.h"

#include <ATen/ATen.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "test_checkpoint.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace interweave;

namespace fs = std::filesystem;

namespace {

constexpr auto kIndex = "model.safetensors.index.json";

/// A model folder under construction, removed with the object.
struct ModelFolder {
    QTemporaryDir temporary{testing::fastFolderPattern()};
    fs::path path = temporary.path().toStdString();

    ModelFolder() { write("config.json", R"({"model_type":"llama"})"); }

    void write(const std::string& name, const std::string& content) const
    {
        std::ofstream(path / name, std::ios::binary) << content;
    }

    void writeTensor(const std::string& file, const std::string& name, float value) const
    {
        writeSafetensors(path / file, {{name, at::full({2}, value)}});
    }
};

/// The Error that opening `path` throws: its whole text, "" when none is thrown.
QString openingError(const fs::path& path)
{
    try {
        const Checkpoint checkpoint(path);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

void TestCheckpoint::opensSingleFileFolder()
{
    ModelFolder folder;
    folder.writeTensor("model.safetensors", "lm_head.weight", 3);
    const Checkpoint checkpoint(folder.path);
    QCOMPARE(checkpoint.format(), std::string("safetensors"));
    QCOMPARE(checkpoint.path(), folder.path);
    QCOMPARE(checkpoint.config().at("model_type").get<std::string>(), std::string("llama"));
    QVERIFY(checkpoint.contains("lm_head.weight"));
    QVERIFY(at::equal(checkpoint.load("lm_head.weight"), at::full({2}, 3.0F)));
    QVERIFY_EXCEPTION_THROWN(checkpoint.load("absent"), Error);
}

void TestCheckpoint::opensShards()
{
    ModelFolder folder;
    folder.writeTensor("model-00001-of-00002.safetensors", "b", 1);
    folder.writeTensor("model-00002-of-00002.safetensors", "a", 2);
    folder.write(kIndex,
        R"({"weight_map":{"b":"model-00001-of-00002.safetensors","a":"model-00002-of-00002.safetensors"}})");
    const Checkpoint checkpoint(folder.path);
    QCOMPARE(checkpoint.tensors().size(), size_t{2});
    QCOMPARE(checkpoint.tensors()[0].name, std::string("a"));
    QVERIFY(at::equal(checkpoint.load("a"), at::full({2}, 2.0F)));
    QVERIFY(at::equal(checkpoint.load("b"), at::full({2}, 1.0F)));
}

void TestCheckpoint::opensBareFile()
{
    ModelFolder folder;
    folder.writeTensor("weights.safetensors", "a", 4);
    const Checkpoint checkpoint(folder.path / "weights.safetensors");
    QVERIFY(at::equal(checkpoint.load("a"), at::full({2}, 4.0F)));
}

void TestCheckpoint::opensHubSnapshots()
{
    ModelFolder cache;
    const fs::path blobs = cache.path / "blobs";
    const fs::path snapshot = cache.path / "snapshots/main";
    fs::create_directories(blobs);
    fs::create_directories(snapshot);
    fs::rename(cache.path / "config.json", blobs / "1");
    writeSafetensors(blobs / "2", {{"a", at::ones({2})}});
    fs::create_symlink("../../blobs/1", snapshot / "config.json");
    fs::create_symlink("../../blobs/2", snapshot / "model.safetensors");
    QVERIFY(Checkpoint(snapshot).contains("a"));

    writeSafetensors(cache.path / "outside", {{"a", at::ones({2})}});
    fs::remove(snapshot / "model.safetensors");
    fs::create_symlink("../../outside", snapshot / "model.safetensors");
    QVERIFY(openingError(snapshot).contains("a link that leads out of its folder"));
}

void TestCheckpoint::refusesBrokenFolders_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QString>("message");
    const auto mapped
        = [](const QByteArray& file) { return "{\"weight_map\":{\"a\":\"" + file + "\"}}"; };
    QTest::newRow("not JSON") << QByteArray("{") << "invalid JSON";
    QTest::newRow("not an object") << QByteArray("[]") << "an object was expected";
    QTest::newRow("no map") << QByteArray("{}") << "has no object 'weight_map'";
    QTest::newRow("map of numbers")
        << QByteArray(R"({"weight_map":{"a":1}})") << "is not a file name";
    QTest::newRow("duplicate") << QByteArray(R"({"weight_map":{"a":"x","a":"x"}})")
                               << "duplicate JSON key";
    QTest::newRow("parent") << mapped("../x.safetensors") << "is not a plain file name";
    QTest::newRow("absolute") << mapped("/x.safetensors") << "is not a plain file name";
    QTest::newRow("backslash") << mapped("..\\\\x.safetensors") << "is not a plain file name";
    QTest::newRow("NUL") << mapped("x\\u0000.safetensors") << "is not a plain file name";
    QTest::newRow("subfolder") << mapped("sub/x.safetensors") << "is not a plain file name";
    QTest::newRow("missing shard") << mapped("x.safetensors") << "x.safetensors: no such file";
    QTest::newRow("missing tensor") << mapped("b.safetensors") << "lacks the tensor 'a'";
}

void TestCheckpoint::refusesBrokenFolders()
{
    QFETCH(QByteArray, index);
    QFETCH(QString, message);
    ModelFolder folder;
    folder.writeTensor("b.safetensors", "b", 1);
    folder.write(kIndex, index.toStdString());
    const QString found = openingError(folder.path);
    QVERIFY2(found.contains(message), qPrintable("found: " + found));
}

void TestCheckpoint::saysWhatIsMissing()
{
    ModelFolder folder;
    QVERIFY(openingError(folder.path).contains("holds neither model.safetensors nor"));
    folder.write("pytorch_model.bin", "");
    QVERIFY(openingError(folder.path).contains("pickled weights"));
    fs::remove(folder.path / "config.json");
    QVERIFY(openingError(folder.path).contains("config.json: no such file"));
    QVERIFY(openingError(folder.path / "absent").contains("no such file or folder"));
    folder.write("notes.txt", "");
    QVERIFY(openingError(folder.path / "notes.txt").contains("neither a model folder nor"));
}

void TestCheckpoint::survivesADamagedIndex()
{
    ModelFolder folder;
    folder.writeTensor("a.safetensors", "a", 1);
    folder.writeTensor("b.safetensors", "b", 2);
    const std::string index
        = R"({"metadata":{"total_size":16},"weight_map":{"a":"a.safetensors","b":"b.safetensors"}})";
    const auto accepted = testing::openDamaged(index, 10'000, 4, folder.path / kIndex,
        [&](const fs::path&) { const Checkpoint checkpoint(folder.path); });
    QCOMPARE(accepted.truncationsAccepted, 0);
    QVERIFY(accepted.mutationsAccepted > 0);
    QVERIFY(accepted.mutationsAccepted < 5'000);
}
