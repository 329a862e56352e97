// SPDX-License-Identifier: Apache-2.0
#include "core/data/example_set.h"

#include "core/support/error.h"
#include "core/support/random.h"
#include "core/support/token_store.h"
#include "suites.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace interweave;

namespace {

std::vector<Example> randomExamples(int count)
{
    Random random(3);
    std::vector<Example> examples;
    for (int i = 0; i < count; ++i) {
        Example example;
        for (uint64_t length = 2 + random.below(60); length > 0; --length)
            example.ids.push_back(static_cast<int64_t>(random.below(1'000'000)));
        example.queryLength = 1;
        examples.push_back(example);
    }
    return examples;
}

} // namespace

void ExampleSetTest::givesBackWhatWasAdded_data()
{
    QTest::addColumn<int64_t>("bytesInMemory");
    QTest::addColumn<bool>("onDisk");
    QTest::newRow("in memory") << int64_t{1} * 1024 * 1024 << false;
    QTest::newRow("on disk") << int64_t{1000} << true;
    QTest::newRow("nothing in memory") << int64_t{0} << true;
}

/// Whatever is read while others are still added.
void ExampleSetTest::givesBackWhatWasAdded()
{
    QFETCH(int64_t, bytesInMemory);
    QFETCH(bool, onDisk);
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("cache/tokens").toStdString();
    const auto store = std::make_shared<TokenStore>(path, bytesInMemory);
    const std::vector<Example> examples = randomExamples(200);
    ExampleSet set(store);
    Random random(4);
    for (size_t i = 0; i < examples.size(); ++i) {
        set.add(examples[i], static_cast<int64_t>(i) + 7);
        const auto seen = static_cast<int64_t>(random.below(i + 1));
        QCOMPARE(set[seen].ids, examples[static_cast<size_t>(seen)].ids);
    }
    QCOMPARE(store->isOnDisk(), onDisk);
    QVERIFY(!onDisk || std::filesystem::is_empty(path)); // the file has no name
    std::vector<bool> odd;
    for (size_t i = 0; i < examples.size(); ++i)
        odd.push_back(i % 2 == 1);
    const ExampleSet taken = set.take(odd);
    set.add(examples[5], 0); // behind what both share
    QCOMPARE(set.size(), int64_t{101});
    QCOMPARE(taken.size(), int64_t{100});
    for (int64_t i = 0; i < 100; ++i) {
        QCOMPARE(set[i].ids, examples[static_cast<size_t>(2 * i)].ids);
        QCOMPARE(taken[i].ids, examples[static_cast<size_t>(2 * i + 1)].ids);
        QCOMPARE(taken.line(i), 2 * i + 8);
        QCOMPARE(taken.length(i), static_cast<int64_t>(taken[i].ids.size()));
    }
    QCOMPARE(set[100].ids, examples[5].ids);
}

void ExampleSetTest::saysWhereItCannotWrite()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("file").toStdString();
    TokenStore store(file / "no folder", 0);
    QFile(QString::fromStdString(file)).open(QIODevice::WriteOnly);
    const std::vector<int32_t> numbers{1, 2};
    try {
        store.append(numbers);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Io);
        QCOMPARE(error.where(), (file / "no folder").string());
    }
    QVERIFY_THROWS_EXCEPTION(Error, ExampleSet().add({{int64_t{1} << 40}, 1}));
}
