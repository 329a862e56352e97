// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "core/support/random.h"
#include "core/tensorio/gguf_pre_tokenizer.h"
#include "core/text/utf8.h"

#include "fixtures.h"
#include "test_pipeline_tokenizer.h"

#include <QtTest>
#include <thread>

using namespace interweave;
using namespace interweave::testing;
using nlohmann::json;

namespace {

std::unique_ptr<Tokenizer> smallTokenizer(
    const json& patch = json::object(), const TokenizerConfig& config = {})
{
    json document = readTextFixture("tokenizer.json");
    for (const auto& [key, section] : patch.items()) {
        if (key == "model")
            document["model"].update(section);
        else
            document[key] = section;
    }
    return makeTokenizer(document, config, "tokenizer.json");
}

} // namespace

void TestPipelineTokenizer::equalsTheReference_data()
{
    QTest::addColumn<int>("index");
    const json fixture = readTextFixture("pipelines.json");
    for (size_t i = 0; i < fixture["pipelines"].size(); ++i)
        QTest::newRow(fixture["pipelines"][i]["name"].get<std::string>().c_str())
            << static_cast<int>(i);
}

void TestPipelineTokenizer::equalsTheReference()
{
    QFETCH(int, index);
    const json fixture = readTextFixture("pipelines.json");
    const json& pipeline = fixture["pipelines"][static_cast<size_t>(index)];
    const auto tokenizer = smallTokenizer(pipeline["patch"]);
    for (int round = 0; round < 2; ++round) { // the second time from the cache
        for (size_t i = 0; i < fixture["texts"].size(); ++i) {
            const auto text = fixture["texts"][i].get<std::string>();
            QVERIFY2(tokenizer->encode(text) == pipeline["ids"][i].get<Ids>(), text.c_str());
        }
    }
}

void TestPipelineTokenizer::leavesSpecialTokensOfUntrustedTextAlone()
{
    const json fixture = readTextFixture("pipelines.json");
    const auto tokenizer = smallTokenizer();
    for (size_t i = 0; i < fixture["texts"].size(); ++i)
        QCOMPARE(tokenizer->encode(fixture["texts"][i].get<std::string>(),
                     {.addSpecial = true, .parseSpecial = false}),
            fixture["untrusted"][i].get<Ids>());
}

void TestPipelineTokenizer::restoresEveryText()
{
    const auto tokenizer = smallTokenizer();
    Random random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (uint64_t length = random.below(30); length > 0; --length)
            appendUtf8(text, randomCharacter(random));
        const EncodeOptions plain{.addSpecial = false, .parseSpecial = false};
        QCOMPARE(tokenizer->decode(tokenizer->encode(text, plain)), text);
    }
}

void TestPipelineTokenizer::readsInvalidBytesAsReplacementCharacters()
{
    const auto tokenizer = smallTokenizer();
    const std::string broken = "the \xE2\x82 \xFF memory \xF0\x9F";
    QCOMPARE(tokenizer->encode(broken), tokenizer->encode("the \uFFFD \uFFFD memory \uFFFD"));
}

void TestPipelineTokenizer::knowsItsSpecialTokens()
{
    const auto tokenizer = smallTokenizer();
    QCOMPARE(tokenizer->kind(), std::string("byte-level BPE"));
    QCOMPARE(tokenizer->piece(0), std::string("<|start|>"));
    QCOMPARE(tokenizer->idOf("<|end|>"), std::optional<TokenId>(1));
    QVERIFY(!tokenizer->idOf("no such piece"));
    QVERIFY(tokenizer->isSpecial(1));
    QVERIFY(!tokenizer->isSpecial(*tokenizer->idOf("key"))); // added, but text
    QVERIFY(!tokenizer->isSpecial(-1));
    QVERIFY_EXCEPTION_THROWN(tokenizer->piece(static_cast<TokenId>(tokenizer->size())), Error);
    QVERIFY_EXCEPTION_THROWN(tokenizer->piece(-1), Error);

    const Ids ids = tokenizer->encode("<|start|>the key");
    QCOMPARE(tokenizer->decode(ids), std::string("the key"));
    QCOMPARE(tokenizer->decode(ids, true), std::string("<|start|>the key"));
    QCOMPARE(tokenizer->decode(Ids{-5, 1 << 30}), std::string());
}

void TestPipelineTokenizer::obeysTheConfiguration()
{
    TokenizerConfig config{
        .bosToken = "<|start|>", .eosToken = "<|end|>", .addBos = {}, .addEos = {}};
    const Ids bare = smallTokenizer()->encode("the");
    const auto encode = [&] { return smallTokenizer(json::object(), config)->encode("the"); };
    QCOMPARE(encode(), bare);
    config.addBos = true;
    QCOMPARE(encode().front(), 0);
    QCOMPARE(encode().size(), bare.size() + 1);
    config.addEos = true;
    QCOMPARE(encode().back(), 1);
    const auto tokenizer = smallTokenizer(json::object(), config);
    QCOMPARE(tokenizer->encode("the", {.addSpecial = false}), bare);
    QCOMPARE(tokenizer->bosId(), std::optional<TokenId>(0));
    QCOMPARE(tokenizer->eosId(), std::optional<TokenId>(1));
    config.bosToken = "<nowhere>";
    QVERIFY_EXCEPTION_THROWN(encode(), Error);

    const json written
        = {{"bos_token", {{"content", "<s>"}}}, {"eos_token", "</s>"}, {"add_bos_token", false}};
    const TokenizerConfig read = parseTokenizerConfig(written, "tokenizer_config.json");
    QCOMPARE(read.bosToken, std::optional<std::string>("<s>"));
    QCOMPARE(read.eosToken, std::optional<std::string>("</s>"));
    QCOMPARE(read.addBos, std::optional<bool>(false));
    QVERIFY(!read.addEos);
}

void TestPipelineTokenizer::encodesOnManyThreads()
{
    const auto tokenizer = smallTokenizer();
    const std::string text = "they weave what was there with what is new, 12 memories";
    const Ids expected = tokenizer->encode(text);
    std::atomic<int> different = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < 200; ++round)
                    different += tokenizer->encode(text) != expected;
            });
    }
    QCOMPARE(different.load(), 0);
}

void TestPipelineTokenizer::readsEveryPreTokenizerOfGguf()
{
    std::string names; // the message lists them
    try {
        findGgufPreTokenizer("", "x.gguf");
    } catch (const Error& error) {
        names = error.what();
    }
    const QString list = QString::fromStdString(names).section("(supported: ", 1).chopped(1);
    const QStringList known = list.split(", ");
    QVERIFY(known.size() > 40);
    const json texts = readTextFixture("pipelines.json")["texts"];
    for (const QString& name : known) {
        const GgufPreTokenizer pre = findGgufPreTokenizer(name.toStdString(), "x.gguf");
        const auto tokenizer = smallTokenizer({{"pre_tokenizer", json(pre.steps)}});
        for (const json& item : texts) { // however a text is cut, nothing of it is lost
            const auto text = item.get<std::string>();
            const Ids ids = tokenizer->encode(text, {.addSpecial = false, .parseSpecial = false});
            QVERIFY2(tokenizer->decode(ids) == text, (name.toStdString() + ": " + text).c_str());
        }
    }
}
