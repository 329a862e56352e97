// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/gguf_tokenizer.h"
#include "gguf_bytes.h"

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
    row("sentencepiece", 0, text("model", "llama"), "the tokenizer 'llama' cannot be written");
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
    row("pre-tokenizer", 4, text("pre", "tekken"), "the pre-tokenizer 'tekken' is not supported");
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
