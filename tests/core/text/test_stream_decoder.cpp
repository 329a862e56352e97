// SPDX-License-Identifier: Apache-2.0
#include "core/support/random.h"
#include "core/text/utf8.h"

#include "fixtures.h"
#include "test_stream_decoder.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;

void TestStreamDecoder::saysTheSameAsDecodingAtOnce_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("byte-level") << "byte-level";
    QTest::newRow("sentencepiece") << "bpe.model";
    for (const char* name : {"llama 2", "old metaspace", "gemma", "no decoder", "strip the end",
             "unigram, bytes", "tekken"})
        QTest::newRow(name) << name;
}

void TestStreamDecoder::saysTheSameAsDecodingAtOnce()
{
    QFETCH(QString, file);
    const auto tokenizer = smallFamily(file.toStdString());
    Random random(3);
    for (int round = 0; round < 3000; ++round) {
        Ids ids(random.below(12));
        for (TokenId& id : ids) // mostly bytes, so that characters are broken in every way
            id = static_cast<TokenId>(
                random.below(static_cast<uint64_t>(random.below(3) ? 260 : tokenizer->size())));
        StreamDecoder stream(*tokenizer);
        std::string text;
        for (const TokenId id : ids) {
            const std::string fresh = stream.add(id);
            QVERIFY(isValidUtf8(fresh));
            text += fresh;
        }
        QVERIFY(isValidUtf8(text));
        text += stream.finish();
        QCOMPARE(text, replaceInvalidUtf8(tokenizer->decode(ids)));
    }
}

void TestStreamDecoder::neverGivesHalfACharacter()
{
    const auto tokenizer = loadTokenizer(kTextFixtures / "tokenizer.json");
    const Ids ids = tokenizer->encode("😀!");
    QCOMPARE(ids.size(), size_t(5));
    StreamDecoder stream(*tokenizer);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(stream.add(ids[static_cast<size_t>(i)]), std::string());
    QCOMPARE(stream.add(ids[3]), std::string("😀"));
    QCOMPARE(stream.add(ids[4]), std::string("!"));
    QCOMPARE(stream.add(ids[0]), std::string());
    QCOMPARE(stream.finish(), std::string("\uFFFD"));
    QCOMPARE(stream.finish(), std::string());
}

void TestStreamDecoder::skipsSpecialTokens()
{
    const auto tokenizer = loadTokenizer(kTextFixtures / "bpe.model");
    Ids ids = tokenizer->encode("the memory", {.addSpecial = false});
    ids.insert(ids.begin() + 1, 2);
    ids.insert(ids.begin(), 1);
    StreamDecoder stream(*tokenizer);
    std::string text;
    for (const TokenId id : ids)
        text += stream.add(id);
    QCOMPARE(text + stream.finish(), std::string("the memory"));
}
