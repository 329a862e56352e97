// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "core/text/base64.h"
#include "core/text/tekken.h"
#include "core/text/tiktoken_file.h"

#include "fixtures.h"
#include "test_rank_tokenizer.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;
using nlohmann::json;

void TestRankTokenizer::equalsTheReference()
{
    const json fixture = readTextFixture("ranks.json");
    const auto tokenizer = smallFamily("tekken");
    for (size_t i = 0; i < fixture["texts"].size(); ++i) {
        const auto text = fixture["texts"][i].get<std::string>();
        const Ids ids = tokenizer->encode(text, {.addSpecial = false, .parseSpecial = true});
        QVERIFY2(ids == fixture["ids"][i].get<Ids>(), text.c_str());
        QCOMPARE(tokenizer->decode(ids, true), text);
        const Ids plain = tokenizer->encode(text, {.addSpecial = false, .parseSpecial = false});
        QVERIFY2(plain == fixture["untrusted"][i].get<Ids>(), text.c_str());
    }
}

void TestRankTokenizer::knowsItsSpecialTokens()
{
    const auto tokenizer = smallFamily("tekken");
    QCOMPARE(tokenizer->kind(), std::string("byte-level BPE"));
    QCOMPARE(tokenizer->bosId(), std::optional<TokenId>(1));
    QCOMPARE(tokenizer->eosId(), std::optional<TokenId>(2));
    QCOMPARE(tokenizer->encode("the").front(), 1);
    QCOMPARE(tokenizer->piece(25), std::string("<SPECIAL_25>"));
    QVERIFY(tokenizer->isSpecial(25) && !tokenizer->isSpecial(30));
    const json document = readTextFixture("tekken.json");
    QCOMPARE(tokenizer->size(), document["config"]["default_vocab_size"].get<int64_t>());
    const auto bare = makeTekkenTokenizer(
        document, {.bosToken = {}, .eosToken = {}, .addBos = false, .addEos = true}, "tekken.json");
    const Ids ids = bare->encode("the");
    QVERIFY(ids.front() != 1);
    QCOMPARE(ids.back(), 2);
}

void TestRankTokenizer::readsRankFiles()
{
    QCOMPARE(decodeBase64("AGFi/w=="), std::optional(std::string("\0ab\xFF", 4)));
    QCOMPARE(decodeBase64(""), std::optional(std::string()));
    for (const char* text : {"A", "AA", "A===", "AA=A", "AA==A", "A A=", "ÄÄ"})
        QVERIFY2(!decodeBase64(text), text);

    QVERIFY(isTiktokenFile("IQ== 0\nIg== 1\n"));
    for (const char* text : {"", "\n\x0E", "IQ==", "IQ== x", "IQ== 1 2", "I 0"})
        QVERIFY2(!isTiktokenFile(text), text);
    const auto messageOf = [](const std::string& file) {
        try {
            makeTiktokenTokenizer(file, {}, "x.model");
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    QVERIFY(messageOf("IQ== 0\r\n\nIg== 1\n").find("2 tokens") != std::string::npos);
    QVERIFY(messageOf("IQ== 0\n\nIg== 2\n").find("line 3") != std::string::npos);
    QVERIFY(messageOf("IQ== 0\nIg=1\n").find("line 2") != std::string::npos);
}

void TestRankTokenizer::refusesDamage_data()
{
    QTest::addColumn<QString>("pointer"); // what to replace in the small tekken.json
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("where"); // what the message must name
    const auto row = [](const char* name, const char* pointer, const char* value,
                         const char* where) { QTest::newRow(name) << pointer << value << where; };
    row("pattern", "/config/pattern", R"("(a")", "tekken.json");
    row("huge size", "/config/default_vocab_size", "999999999999", "config.default_vocab_size");
    row("more than there is", "/config/default_vocab_size", "5000", "config.default_vocab_size");
    row("negative", "/config/default_num_special_tokens", "-1",
        "config.default_num_special_tokens");
    row("too few special", "/config/default_num_special_tokens", "3", "config");
    row("missing byte", "/vocab/7/token_bytes", R"("YWFhYWFhYWFh")", "the byte 7");
    row("token twice", "/vocab/260/token_bytes", R"("QQ==")", "rank 260");
    row("empty token", "/vocab/260/token_bytes", R"("")", "rank 260");
    row("not base64", "/vocab/260/token_bytes", R"("?")", "vocab[260].token_bytes");
    row("rank", "/vocab/260/rank", "7", "vocab[260].rank");
    row("special token twice", "/special_tokens",
        R"([{"rank":0,"token_str":"<s>"},{"rank":1,"token_str":"<s>"}])", "<s>");
    row("rank of a special token", "/special_tokens", R"([{"rank":1,"token_str":"<s>"}])",
        "special_tokens[0].rank");
}

void TestRankTokenizer::refusesDamage()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, where);
    json document = readTextFixture("tekken.json");
    document[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
    try {
        makeTekkenTokenizer(document, {}, "tekken.json");
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY2(
            std::string(error.what()).find(where.toStdString()) != std::string::npos, error.what());
    }
}
