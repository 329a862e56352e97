// SPDX-License-Identifier: Apache-2.0
#include "hub_test.h"
#include "suites.h"

#include "core/hub/selection.h"

#include <QtTest>

using namespace interweave;

namespace {

RepoListing listingOf(const std::vector<std::string>& paths)
{
    RepoListing listing{std::string(40, 'a'), {}};
    for (const std::string& path : paths)
        listing.files.push_back({path, 1 << 20, std::string(40, 'b')});
    return listing;
}

QStringList selected(const std::vector<std::string>& paths,
    const std::vector<std::string>& include = {}, RepoKind kind = RepoKind::Model)
{
    QStringList names;
    for (const RepoFile& file : selectFiles(listingOf(paths), {"org/name", kind}, include).files)
        names << QString::fromStdString(file.path);
    return names;
}

Error refusal(const std::vector<std::string>& paths, const std::vector<std::string>& include = {},
    RepoKind kind = RepoKind::Model)
{
    return errorOf([&] { selected(paths, include, kind); });
}

} // namespace

void TestSelection::takesWhatIsRead()
{
    QCOMPARE(
        selected({".gitattributes", "LICENSE", "README.md", "config.json", "chat_template.jinja",
            "code.py", "generation_config.json", "logo.png", "merges.txt", "model.safetensors",
            "onnx/config.json", "onnx/model.onnx", "special_tokens_map.json", "tokenizer.json",
            "tokenizer.model", "tokenizer_config.json", "vocab.json"}),
        QStringList({"LICENSE", "README.md", "config.json", "chat_template.jinja",
            "generation_config.json", "merges.txt", "model.safetensors", "special_tokens_map.json",
            "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "vocab.json"}));
}

void TestSelection::takesOneCopyOfTheWeights()
{
    const std::vector<std::string> shards{"config.json", "consolidated.safetensors",
        "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
        "model.safetensors.index.json", "pytorch_model.bin.index.json"};
    QCOMPARE(selected(shards),
        QStringList({"config.json", "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors", "model.safetensors.index.json"}));
    QCOMPARE(selected({"config.json", "model.fp16.safetensors", "model.safetensors"}),
        QStringList({"config.json", "model.safetensors"}));
    QCOMPARE(selected({"adapter_config.json", "adapter_model.safetensors"}),
        QStringList({"adapter_config.json", "adapter_model.safetensors"}));
}

void TestSelection::neverTakesPickles()
{
    const Error only = refusal({"config.json", "pytorch_model.bin", "README.md"});
    QCOMPARE(only.code(), ErrorCode::Unsupported);
    QVERIFY2(only.message().find("pytorch_model.bin") != std::string::npos, only.what());
    QCOMPARE(refusal({"a.pt", "b.txt"}, {"*.pt"}).code(), ErrorCode::Unsupported);
    QCOMPARE(
        selected({"a.PT", "b.bin", "config.json", "d.pkl"}, {"*"}), QStringList({"config.json"}));
    const Selection selection = selectFiles(
        listingOf({"config.json", "model.safetensors", "training_args.bin"}), {"org/name"}, {});
    QCOMPARE(selection.pickles, std::vector<std::string>{"training_args.bin"});
}

void TestSelection::asksForAChoiceOfGgufs()
{
    const Error choice = refusal({"README.md", "x-Q4_K_M.gguf", "x-Q8_0.gguf"});
    QCOMPARE(choice.code(), ErrorCode::InvalidArgument);
    for (const char* part : {"--include", "x-Q4_K_M.gguf (1.00 MiB)", "x-Q8_0.gguf"})
        QVERIFY2(choice.message().find(part) != std::string::npos, choice.what());
    QCOMPARE(selected({"README.md", "x-Q4_K_M.gguf", "x-Q8_0.gguf"}, {"*Q4_K_M*"}),
        QStringList({"x-Q4_K_M.gguf"}));
    QCOMPARE(
        selected({"README.md", "mmproj-x.gguf", "x.gguf"}), QStringList({"README.md", "x.gguf"}));
    QCOMPARE(selected({"config.json", "model.safetensors", "x.gguf", "y.gguf"}),
        QStringList({"config.json", "model.safetensors"}));
}

void TestSelection::takesPatternsAsTheHubDoes()
{
    const std::vector<std::string> paths{"a.json", "sub/b.json", "sub/deep/c.json", "d.txt"};
    QCOMPARE(selected(paths, {"*.json"}),
        QStringList({"a.json", "sub/b.json", "sub/deep/c.json"})); // * also over /
    QCOMPARE(selected(paths, {"sub/"}), QStringList({"sub/b.json", "sub/deep/c.json"}));
    QCOMPARE(selected(paths, {"?.txt", "[ab].json"}), QStringList({"a.json", "d.txt"}));
    const Error nothing = refusal(paths, {"*.xyz"});
    QCOMPARE(nothing.code(), ErrorCode::NotFound);
    QVERIFY2(nothing.message().find("sub/b.json") != std::string::npos, nothing.what());
    QCOMPARE(refusal({}).code(), ErrorCode::NotFound);
}

void TestSelection::takesDataFiles()
{
    QCOMPARE(selected({"README.md", "data/test.csv", "data/train.jsonl", "images/a.png", "x.tsv"},
                 {}, RepoKind::Dataset),
        QStringList({"README.md", "data/test.csv", "data/train.jsonl", "x.tsv"}));
    const Error parquet = refusal({"README.md", "data/a.parquet"}, {}, RepoKind::Dataset);
    QCOMPARE(parquet.code(), ErrorCode::Unsupported);
    QVERIFY2(parquet.message().find("a.parquet") != std::string::npos, parquet.what());
}

void TestSelection::refusesHostilePaths_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char* path :
        {"../evil.json", "/etc/passwd.json", "a/../../b.json", "a//b.json", "C:/x.json",
            "a\\..\\b.json", "NUL.json", "con/x.json", "a/./b.json", "./b.json", "x.json/"})
        QTest::newRow(path) << QByteArray(path);
    QTest::newRow("NUL byte") << QByteArray("a\0.json", 7);
    QTest::newRow("overlong") << QByteArray(300, 'a') + ".json";
    QTest::newRow("the same in capitals") << QByteArray("CONFIG.json");
    QTest::newRow("the same in wide letters") << QByteArray("ｃonfig.json");
}

void TestSelection::refusesHostilePaths()
{
    QFETCH(QByteArray, path);
    const Error error = refusal({"config.json", path.toStdString()}, {"*"});
    QCOMPARE(error.code(), ErrorCode::CorruptData);
}
