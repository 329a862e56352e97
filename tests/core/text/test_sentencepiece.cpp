// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "core/text/gguf_sentencepiece.h"
#include "core/text/sentencepiece_proto.h"
#include "core/text/sentencepiece_tokenizer.h"

#include "fixtures.h"
#include "test_sentencepiece.h"
#include "tests/core/tensorio/gguf_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace interweave;
using namespace interweave::testing;
using nlohmann::json;

namespace {

constexpr EncodeOptions kPlain{.addSpecial = false, .parseSpecial = false};

std::unique_ptr<Tokenizer> load(const std::string& name)
{
    return loadTokenizer(kTextFixtures / (name + ".model"));
}

} // namespace

void TestSentencePiece::equalsTheReference_data()
{
    QTest::addColumn<int>("index");
    QTest::newRow("bpe") << 0;
    QTest::newRow("unigram") << 1;
}

void TestSentencePiece::equalsTheReference()
{
    QFETCH(int, index);
    const json fixture = readTextFixture("sentencepiece.json");
    const json& model = fixture["models"][static_cast<size_t>(index)];
    const auto tokenizer = load(model["name"]);
    QCOMPARE(tokenizer->kind(), "sentencepiece " + std::string(index == 0 ? "BPE" : "unigram"));
    for (size_t i = 0; i < fixture["texts"].size(); ++i) {
        const auto text = fixture["texts"][i].get<std::string>();
        const auto ids = tokenizer->encode(text, kPlain);
        QVERIFY2(ids == model["ids"][i].get<Ids>(), text.c_str());
        if (index == 0) // the other one has unknown tokens, which this decoding leaves out
            QCOMPARE(tokenizer->decode(ids), model["decoded"][i].get<std::string>());
    }
}

void TestSentencePiece::addsBos()
{
    const auto bytes = readFile(kTextFixtures / "bpe.model");
    const Ids bare = load("bpe")->encode("the", kPlain);
    Ids withBos = bare;
    withBos.insert(withBos.begin(), 1);
    QCOMPARE(load("bpe")->encode("the"),
        withBos); // as transformers does where no configuration says otherwise
    QCOMPARE(makeSentencePieceTokenizer(bytes, {.addBos = false}, "x")->encode("the"), bare);
    withBos.push_back(2);
    QCOMPARE(makeSentencePieceTokenizer(bytes, {.addEos = true}, "x")->encode("the"), withBos);
}

void TestSentencePiece::recognisesControlPieces()
{
    const auto tokenizer = load("bpe");
    const EncodeOptions parse{.addSpecial = false, .parseSpecial = true};
    Ids expected = tokenizer->encode("the", kPlain);
    const Ids second = tokenizer->encode("memory", kPlain);
    expected.push_back(2);
    expected.insert(expected.end(), second.begin(), second.end());
    QCOMPARE(tokenizer->encode("the</s>memory", parse), expected);
    QVERIFY(tokenizer->encode("the</s>memory", kPlain) != expected);
    QCOMPARE(tokenizer->decode(expected, true), std::string("the</s>memory"));
    QVERIFY(tokenizer->isSpecial(2) && tokenizer->isSpecial(0) && !tokenizer->isSpecial(50));
}

void TestSentencePiece::keepsIncompleteCharacters()
{
    const auto tokenizer = load("bpe");
    const Ids ids = tokenizer->encode("the 😀", kPlain);
    const Ids cut(ids.begin(), ids.end() - 1);
    QCOMPARE(tokenizer->decode(cut), std::string("the \xF0\x9F\x98"));
}

void TestSentencePiece::joinsLongUnknownRuns()
{
    // A run of unknown characters is one token however long it is, rewritten ones inside are not.
    const auto tokenizer = load("unigram");
    const auto repeat = [](std::string_view text, int times) {
        std::string result;
        for (int i = 0; i < times; ++i)
            result += text;
        return result;
    };
    const Ids shortRun = tokenizer->encode("the 漢字 weaves", kPlain);
    QCOMPARE(tokenizer->encode("the " + repeat("漢字", 20'000) + " weaves", kPlain), shortRun);
    const Ids rewritten = tokenizer->encode("漢ﬁ字 ﬁ", kPlain);
    QCOMPARE(tokenizer->encode(repeat("漢", 9'000) + "ﬁ" + repeat("字鍵", 9'000) + " ﬁ", kPlain),
        rewritten);
}

void TestSentencePiece::readsGguf()
{
    // The vocabulary of the small model, as a GGUF file would hold it, gives the same ids.
    const auto original = readFile(kTextFixtures / "bpe.model");
    SentencePieceModel model = parseSentencePieceModel(original, "bpe.model");
    const auto rebuilt = makeSentencePieceTokenizer(serialize(model), {}, "rebuilt");
    const auto tokenizer = load("bpe");
    const json fixture = readTextFixture("sentencepiece.json");
    for (const json& text : fixture["texts"])
        QCOMPARE(
            rebuilt->encode(text.get<std::string>()), tokenizer->encode(text.get<std::string>()));
}
