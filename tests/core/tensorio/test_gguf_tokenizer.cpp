// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/gguf_tokenizer.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_json.h"
#include "gguf_bytes.h"

#include <cmath>

#include "test_gguf_tokenizer.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;

namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = fs::path(INTERWEAVE_FIXTURES) / "tensorio";

std::string textList(const std::string& key, const std::vector<std::string>& texts)
{
    std::string value = raw<uint32_t>(kText) + raw<uint64_t>(texts.size());
    for (const std::string& text : texts)
        value += rawText(text);
    return ggufEntry("tokenizer.ggml." + key, kArray, value);
}

std::string typeList(const std::vector<int32_t>& types)
{
    std::string value = raw<uint32_t>(kInt32) + raw<uint64_t>(types.size());
    for (const int32_t type : types)
        value += raw(type);
    return ggufEntry("tokenizer.ggml.token_type", kArray, value);
}

std::string text(const std::string& key, const std::string& value)
{
    return ggufEntry("tokenizer.ggml." + key, kText, rawText(value));
}

std::string scoreList(const std::vector<float>& scores)
{
    std::string value = raw<uint32_t>(kFloat32) + raw<uint64_t>(scores.size());
    for (const float score : scores)
        value += raw(score);
    return ggufEntry("tokenizer.ggml.scores", kArray, value);
}

/// Pieces of a sentencepiece model: unknown, control, a run of spaces, a byte, and what merges.
RawGguf smallSentencePiece()
{
    RawGguf file;
    file.metadata = {text("model", "llama"),
        textList("tokens", {"<unk>", "<s>", "  ", "<0x41>", "\u2581", "a", "b", "ab", "\u2581ab"}),
        typeList({2, 3, 4, 6, 1, 1, 1, 1, 1}), scoreList({0, 0, 0, 0, -3, -4, -5, -1, -2}),
        ggufEntry("tokenizer.ggml.bos_token_id", kUint32, raw<uint32_t>(1))};
    return file;
}

RawGguf smallTokenizer()
{
    RawGguf file;
    file.metadata = {text("model", "gpt2"), textList("tokens", {"<s>", "a", "b", "ab", "<t>"}),
        typeList({3, 1, 1, 1, 4}), textList("merges", {"a b"}), text("pre", "llama-bpe"),
        ggufEntry("tokenizer.ggml.bos_token_id", kUint32, raw<uint32_t>(0))};
    return file;
}

void makeBoth(const fs::path& path)
{
    const GgufFile file(path);
    makeGgufTokenizer(file, path.string());
    makeGgufTokenizerConfig(file, path.string());
}

} // namespace

void TestGgufTokenizer::equalsTheReferencesTokenizer()
{
    const GgufFile file(kFixtures / "llama.gguf");
    const auto expected
        = nlohmann::ordered_json::parse(readFile(kFixtures / "tokenizer.expected.json"));
    const auto found = makeGgufTokenizer(file, "llama.gguf");
    for (const auto& [key, value] : expected.items())
        QVERIFY2(found.at(key) == value, found.at(key).dump().c_str());
    QCOMPARE(found.size(), expected.size());
}

void TestGgufTokenizer::namesSpecialTokens()
{
    const auto found = makeGgufTokenizerConfig(GgufFile(kFixtures / "llama.gguf"), "llama.gguf");
    QCOMPARE(found.at("bos_token").get<std::string>(), std::string("<|im_start|>"));
    QCOMPARE(found.at("eos_token").get<std::string>(), std::string("<|im_end|>"));
    QCOMPARE(found.at("unk_token").get<std::string>(), std::string("<|endoftext|>"));
    QCOMPARE(found.at("pad_token").get<std::string>(), std::string("<|im_end|>"));
    QCOMPARE(found.at("model_max_length").get<int>(), 128);
    // CVE-2024-34359: a template is text to pass on, nothing to run.
    QCOMPARE(found.at("chat_template").get<std::string>(),
        std::string("{% for m in messages %}{{ m['content'] }}{% endfor %}"));
}

void TestGgufTokenizer::addsBosWhereLlama3Does()
{
    const fs::path path = m_folder.filePath("bos.gguf").toStdString();
    RawGguf file = smallTokenizer();
    QCOMPARE(openingError(file.bytes(), path, makeBoth), std::string());
    const auto tokenizer = makeGgufTokenizer(GgufFile(path), "bos.gguf");
    const auto expected = nlohmann::ordered_json::parse(R"({"type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                 {"SpecialToken": {"id": "<s>", "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}}})");
    QVERIFY2(
        tokenizer.at("post_processor") == expected, tokenizer.at("post_processor").dump().c_str());
    QVERIFY(tokenizer.at("model").at("ignore_merges").get<bool>());
    QCOMPARE(tokenizer.at("pre_tokenizer").at("pretokenizers").size(), size_t{2});

    file.metadata.push_back(ggufEntry("tokenizer.ggml.add_bos_token", kBool, raw<uint8_t>(0)));
    openingError(file.bytes(), path, makeBoth);
    QVERIFY(makeGgufTokenizer(GgufFile(path), "bos.gguf").at("post_processor").is_null());
}

void TestGgufTokenizer::addsUserDefinedTokens()
{
    const fs::path path = m_folder.filePath("added.gguf").toStdString();
    QCOMPARE(openingError(smallTokenizer().bytes(), path, makeBoth), std::string());
    const auto added = makeGgufTokenizer(GgufFile(path), "added.gguf").at("added_tokens");
    QCOMPARE(added.size(), size_t{2});
    QCOMPARE(added[0].at("special").get<bool>(), true);
    QCOMPARE(added[1].at("id").get<int>(), 4);
    QCOMPARE(added[1].at("special").get<bool>(), false);
}

void TestGgufTokenizer::recoversSentencePieceMerges_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("llama") << "llama";
    QTest::newRow("gemma") << "gemma";
}

void TestGgufTokenizer::recoversSentencePieceMerges()
{
    QFETCH(QString, name);
    const fs::path folder = kFixtures / "sentencepiece";
    const GgufFile file(folder / (name.toStdString() + ".gguf"));
    const auto model = makeGgufTokenizer(file, "test").at("model");
    const auto expected
        = nlohmann::ordered_json::parse(readFile(folder / (name.toStdString() + ".json")));
    QVERIFY2(model.at("merges") == expected.at("merges"), model.at("merges").dump().c_str());
    QVERIFY(model.at("byte_fallback").get<bool>());
    QCOMPARE(model.at("unk_token").get<std::string>(), std::string("<unk>"));
}

void TestGgufTokenizer::cutsAsSentencePieceDoes_data()
{
    recoversSentencePieceMerges_data();
}

/// The file read directly and what it is converted to both give sentencepiece's ids.
void TestGgufTokenizer::cutsAsSentencePieceDoes()
{
    QFETCH(QString, name);
    const fs::path path = kFixtures / "sentencepiece" / (name.toStdString() + ".gguf");
    const auto direct = loadTokenizer(path);
    const auto converted = makeTokenizer(makeGgufTokenizer(GgufFile(path), "test"), {}, "test");
    const auto fixture = nlohmann::json::parse(
        readFile(kFixtures / "sentencepiece" / (name.toStdString() + ".json")));
    for (const auto& one : fixture.at("texts")) {
        const auto text = one.at("text").get<std::string>();
        const auto ids = one.at("ids").get<std::vector<TokenId>>();
        QVERIFY2(direct->encode(text, {.addSpecial = false}) == ids, text.c_str());
        QVERIFY2(converted->encode(text, {.addSpecial = false}) == ids, text.c_str());
    }
}

void TestGgufTokenizer::writesSentencePieceAsAPipeline()
{
    const fs::path path = m_folder.filePath("pieces.gguf").toStdString();
    RawGguf file = smallSentencePiece();
    QCOMPARE(openingError(file.bytes(), path, makeBoth), std::string());
    const auto tokenizer = makeGgufTokenizer(GgufFile(path), "pieces.gguf");
    // A run of spaces goes before everything, then the best scores.
    const auto merges = nlohmann::ordered_json::parse(
        "[[\"\u2581\",\"\u2581\"],[\"a\",\"b\"],[\"\u2581\",\"ab\"]]");
    QVERIFY2(tokenizer.at("model").at("merges") == merges,
        tokenizer.at("model").at("merges").dump().c_str());
    QCOMPARE(tokenizer.at("model").at("vocab").at("\u2581\u2581").get<int>(), 2);
    QCOMPARE(tokenizer.at("added_tokens").size(), size_t{2}); // <unk> and <s>
    QCOMPARE(tokenizer.at("pre_tokenizer").at("pattern").at("Regex").get<std::string>(),
        std::string("\u2581{2}"));
    QCOMPARE(tokenizer.at("normalizer").at("type").get<std::string>(), std::string("Sequence"));
    QCOMPARE(tokenizer.at("decoder").at("decoders").size(), size_t{4});
    QCOMPARE(tokenizer.at("post_processor").at("single").size(), size_t{2});

    file.metadata.push_back(ggufEntry("tokenizer.ggml.add_space_prefix", kBool, raw<uint8_t>(0)));
    file.metadata.push_back(ggufEntry("tokenizer.ggml.add_bos_token", kBool, raw<uint8_t>(0)));
    openingError(file.bytes(), path, makeBoth);
    const auto plain = makeGgufTokenizer(GgufFile(path), "pieces.gguf");
    QCOMPARE(plain.at("normalizer").at("type").get<std::string>(), std::string("Replace"));
    QCOMPARE(plain.at("decoder").at("decoders").size(), size_t{3});
    QVERIFY(plain.at("post_processor").is_null());
}

void TestGgufTokenizer::refusesBrokenPieces()
{
    const auto found = [&](size_t index, const std::string& entry) {
        RawGguf file = smallSentencePiece();
        file.metadata[index] = entry;
        const fs::path path = m_folder.filePath("broken.gguf").toStdString();
        return QString::fromStdString(openingError(file.bytes(), path, makeBoth));
    };
    QVERIFY(found(3, scoreList({0, 1})).contains("must be a list of 9 numbers"));
    QVERIFY(found(3, scoreList({0, 0, 0, 0, std::nanf(""), 0, 0, 0, 0}))
                .contains("the score of the token '\u2581' is not finite"));
    QVERIFY(
        found(1, textList("tokens", {"<unk>", "<s>", " ", "<0x41>", "\u2581", "a", "b", "ab", "c"}))
            .contains("the token '\u2581' is given twice"));
    QVERIFY(found(1,
        textList("tokens",
            {"<unk>", "<s>", "  ", "<0x41>", "\u2581", "a", "b", "ab", std::string(513, 'a')}))
                .contains("a token has 513 bytes, at most 512 are read"));
}

void TestGgufTokenizer::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");
    const auto row
        = [](const char* title, size_t index, const std::string& entry, const char* message) {
              RawGguf file = smallTokenizer();
              file.metadata[index] = entry;
              QTest::newRow(title) << QByteArray::fromStdString(file.bytes()) << message;
          };
    row("wordpiece", 0, text("model", "bert"), "the tokenizer 'bert' cannot be written");
    row("sentencepiece without scores", 0, text("model", "llama"),
        "'tokenizer.ggml.scores' must be a list of 5 numbers");
    row("no tokens", 1, text("x", "y"), "'tokenizer.ggml.tokens' must be a list of strings");
    row("tokens not text", 1, text("tokens", "a"),
        "'tokenizer.ggml.tokens' must be a list of strings");
    row("token twice", 1, textList("tokens", {"<s>", "a", "b", "ab", "a"}),
        "the token 'a' is given twice");
    row("types too few", 2, typeList({3, 1}), "must be a list of 5 integers");
    row("no merges", 3, text("x", "y"), "'tokenizer.ggml.merges' must be a list of strings");
    row("merge of one", 3, textList("merges", {"ab"}), "is not two pieces");
    row("merge of unknown", 3, textList("merges", {"a z"}),
        "the merge 'a z' names the unknown piece 'z'");
    row("merge to unknown", 3, textList("merges", {"b a"}),
        "the merge 'b a' names the unknown piece 'ba'");
    row("pre-tokenizer", 4, text("pre", "viking"), "the pre-tokenizer 'viking' is not supported");
    row("bos out of range", 5, ggufEntry("tokenizer.ggml.bos_token_id", kUint32, raw<uint32_t>(5)),
        "'tokenizer.ggml.bos_token_id' must be a token id below 5");
    row("bos over int64", 5, ggufEntry("tokenizer.ggml.bos_token_id", kUint64, raw(~0ULL)),
        "'tokenizer.ggml.bos_token_id' must be a token id below 5");
}

void TestGgufTokenizer::refusesWhatDoesNotFit()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    const fs::path path = m_folder.filePath("broken.gguf").toStdString();
    const QString found
        = QString::fromStdString(openingError(content.toStdString(), path, makeBoth));
    QVERIFY2(found.contains(message), qPrintable("found: " + found));
}

void TestGgufTokenizer::survivesDamagedPieces()
{
    RawGguf file = smallSentencePiece();
    file.tensors = {{"t", {1}, 0, 0}};
    file.data = raw(1.0F);
    const fs::path path = m_folder.filePath("damaged.gguf").toStdString();
    const auto accepted = openDamaged(file.bytes(), 10'000, 8, path, makeBoth);
    QCOMPARE(accepted.truncationsAccepted, 0);
    QVERIFY(accepted.mutationsAccepted > 0);
}

void TestGgufTokenizer::survivesDamage()
{
    RawGguf file = smallTokenizer();
    file.tensors = {{"t", {1}, 0, 0}};
    file.data = raw(1.0F);
    const fs::path path = m_folder.filePath("damaged.gguf").toStdString();
    const auto accepted = openDamaged(file.bytes(), 10'000, 5, path, makeBoth);
    QCOMPARE(accepted.truncationsAccepted, 0);
    QVERIFY(accepted.mutationsAccepted > 0);
}
