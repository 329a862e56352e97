// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"

#include "fixtures.h"
#include "test_hostile_tokenizers.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;
using nlohmann::json;

void TestHostileTokenizers::survivesDamage_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("tokenizer.json") << "tokenizer.json";
    QTest::newRow("BPE") << "bpe.model";
    QTest::newRow("with rewriting rules") << "unigram.model";
    QTest::newRow("unigram tokenizer.json") << "unigram.json";
    QTest::newRow("tekken.json") << "tekken.json";
}

void TestHostileTokenizers::survivesDamage()
{
    QFETCH(QString, file);
    const std::string name = file.toStdString();
    const std::string valid = name == "unigram.json"
        ? readTextFixture("families.json")["unigram"].dump()
        : readFile(kTextFixtures / name);
    const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
    const std::string text = "<|start|>The memory's 2023 ﬁne Ａ Ⅲ naïve 漢字 😀\xFF  \n</s>";
    const HostileCount count
        = openDamaged(valid, 10'000, 11, path, [&](const std::filesystem::path& damaged) {
              const auto tokenizer = loadTokenizer(damaged);
              const Ids ids = tokenizer->encode(text); // what is accepted must also work
              tokenizer->decode(ids, true);
              StreamDecoder stream(*tokenizer);
              for (const TokenId id : ids)
                  stream.add(id);
          });
    if (name == "tokenizer.json")
        QCOMPARE(count.truncationsAccepted, 0);
    QVERIFY(count.mutationsAccepted < 10'000);
}

void TestHostileTokenizers::namesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QString>("pointer"); // what to replace in the small tokenizer.json
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("where"); // what the message must name
    const auto row = [](const char* name, const char* pointer, const char* value,
                         const char* where) { QTest::newRow(name) << pointer << value << where; };
    row("model type", "/model/type", R"("WordPiece")", "model.type");
    row("unigram as an object", "/model", R"({"type":"Unigram","vocab":{"a":0}})", "model.vocab");
    row("unigram entry", "/model", R"({"type":"Unigram","vocab":[["a"]]})", "model.vocab");
    row("unigram score", "/model", R"({"type":"Unigram","vocab":[["a","b"]]})", "model.vocab");
    row("unigram piece twice", "/model", R"({"type":"Unigram","vocab":[["a",0],["a",1]]})",
        "model.vocab");
    row("unknown id", "/model", R"({"type":"Unigram","vocab":[["a",0]],"unk_id":7})",
        "model.unk_id");
    row("unknown key", "/model/extra", "1", "model");
    row("dropout", "/model/dropout", "0.1", "model.dropout");
    row("suffix", "/model/end_of_word_suffix", R"("</w>")", "model.end_of_word_suffix");
    row("unknown merge", "/model/merges/3", R"(["q","Ħ"])", "merges[3]");
    row("damaged merge", "/model/merges/3", "17", "model.merges");
    row("merge of three", "/model/merges/3", R"("a b c")", "model.merges");
    row("huge id", "/model/vocab/a", "2147483647", "model.vocab");
    row("negative id", "/model/vocab/a", "-1", "model.vocab");
    row("id beyond 64 bits", "/model/vocab/a", "18446744073709551615", "model.vocab");
    row("fractional id", "/model/vocab/a", "1.5", "model.vocab");
    row("id given twice", "/model/vocab/a", "5", "model.vocab");
    row("vocabulary is a list", "/model/vocab", "[]", "model.vocab");
    row("unknown unknown token", "/model/unk_token", R"("<nowhere>")", "model");
    row("added token's other id", "/added_tokens/0/id", "3", "added_tokens[0]");
    row("added token without id", "/added_tokens/0/id", "null", "added_tokens[0]");
    row("pre-tokenizer", "/pre_tokenizer/pretokenizers/0/type", R"("Guess")",
        "pre_tokenizer.pretokenizers[0].type");
    row("behavior", "/pre_tokenizer",
        R"({"type":"Split","pattern":{"Regex":"a"},"behavior":"Maybe"})", "pre_tokenizer.behavior");
    row("regex", "/pre_tokenizer",
        R"({"type":"Split","pattern":{"Regex":"(a"},"behavior":"Isolated"})",
        "pre_tokenizer.pattern.Regex");
    row("normalizer", "/normalizer", R"({"type":"Shout"})", "normalizer.type");
    row("rules not in base64", "/normalizer",
        R"({"type":"Precompiled","precompiled_charsmap":"*"})", "normalizer.precompiled_charsmap");
    row("damaged rules", "/normalizer",
        R"({"type":"Precompiled","precompiled_charsmap":"BAAAAP////8A"})",
        "normalizer.precompiled_charsmap");
    row("replacement of two characters", "/pre_tokenizer",
        R"({"type":"Metaspace","replacement":"ab"})", "pre_tokenizer.replacement");
    row("prepend scheme", "/pre_tokenizer",
        R"({"type":"Metaspace","replacement":"a","prepend_scheme":"last"})",
        "pre_tokenizer.prepend_scheme");
    row("decoder", "/decoder", R"({"type":"Guess"})", "decoder.type");
    row("cls and sep", "/post_processor",
        R"({"type":"BertProcessing","sep":["a",99999],"cls":["b",0]})", "post_processor.sep[1]");
    row("cls without id", "/post_processor",
        R"({"type":"BertProcessing","sep":["a",1],"cls":["b"]})", "post_processor.cls");
    row("post-processor", "/post_processor", R"({"type":"Guess"})", "post_processor.type");
    row("special token of a template", "/post_processor",
        R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>"}},{"Sequence":{"id":"A"}}],"special_tokens":{"<s>":{"ids":[99999]}}})",
        "post_processor.special_tokens.<s>.ids[0]");
    row("version", "/version", R"("2.0")", "version");
    row("top-level key", "/magic", "true", "tokenizer.json");
}

void TestHostileTokenizers::namesWhatItDoesNotUnderstand()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, where);
    json document = readTextFixture("tokenizer.json");
    document[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
    const auto path = std::filesystem::path(m_folder.path().toStdString()) / "tokenizer.json";
    writeFileAtomically(path, document.dump());
    std::string message;
    try {
        loadTokenizer(path);
    } catch (const Error& error) {
        message = error.what();
    }
    QVERIFY2(message.find(path.string()) != message.npos, message.c_str());
    QVERIFY2(message.find(where.toStdString()) != message.npos, message.c_str());
}

void TestHostileTokenizers::refusesWhatIsNotATokenizer()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    QVERIFY_EXCEPTION_THROWN(loadTokenizer(folder / "nowhere"), Error);
    std::filesystem::create_directories(folder / "empty");
    QVERIFY_EXCEPTION_THROWN(loadTokenizer(folder / "empty"), Error);
    std::string deep(200'000, '[');
    QVERIFY(!openingError(deep, folder / "deep.json", [](const auto& file) {
        loadTokenizer(file);
    }).empty());
    json nested = {{"type", "Digits"}, {"individual_digits", true}};
    for (int i = 0; i < 100; ++i)
        nested = {{"type", "Sequence"}, {"pretokenizers", {nested}}};
    json document = readTextFixture("tokenizer.json");
    document["pre_tokenizer"] = nested;
    const auto message = openingError(
        document.dump(), folder / "nested.json", [](const auto& file) { loadTokenizer(file); });
    QVERIFY2(message.find("nested deeper") != message.npos, message.c_str());
}

void TestHostileTokenizers::givesUpOnExplodingTexts_data()
{
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("step");
    const auto row
        = [](const char* name, const char* section, const char* list, const std::string& step) {
              QTest::newRow(name) << section << list << QString::fromStdString(step);
          };
    const std::string growing = R"({"type":"Replace","pattern":{"String":"a"},"content":")"
        + std::string(60, 'a') + R"("})";
    row("normalizers", "normalizer", "normalizers", growing);
    row("one normalizer", "normalizer", "normalizers",
        R"({"type":"Replace","pattern":{"String":"a"},"content":")" + std::string(100'000, 'a')
            + R"("})");
    row("spelled bytes", "normalizer", "normalizers", R"({"type":"ByteLevel"})");
    row("pre-tokenizers", "pre_tokenizer", "pretokenizers",
        R"({"type":"ByteLevel","add_prefix_space":true,"use_regex":false})");
    row("decoders", "decoder", "decoders", growing);
}

void TestHostileTokenizers::givesUpOnExplodingTexts()
{
    QFETCH(QString, section);
    QFETCH(QString, list);
    QFETCH(QString, step);
    const std::string key = section.toStdString();
    json document = readTextFixture("tokenizer.json");
    document[key]
        = {{"type", "Sequence"}, {list.toStdString(), json(15, json::parse(step.toStdString()))}};
    const auto tokenizer = makeTokenizer(document, {}, "tokenizer.json");
    std::string text;
    for (int i = 0; i < 50'000; ++i)
        text += "aé";
    if (key == "decoder")
        QVERIFY_EXCEPTION_THROWN(tokenizer->decode(tokenizer->encode(text)), Error);
    else
        QVERIFY_EXCEPTION_THROWN(tokenizer->encode(text), Error);
}

void TestHostileTokenizers::streamsWhatDecodersTakeBack()
{
    json document = readTextFixture("tokenizer.json");
    document["decoder"] = json::parse(R"({"type":"Sequence","decoders":[{"type":"ByteLevel"},
        {"type":"Fuse"},{"type":"Replace","pattern":{"Regex":"a😀?!?"},"content":""}]})");
    const auto tokenizer = makeTokenizer(document, {}, "tokenizer.json");
    StreamDecoder stream(*tokenizer);
    std::string text;
    for (const TokenId id : tokenizer->encode("xa😀a\xF0!a"))
        text += stream.add(id);
    text += stream.finish();
    QVERIFY(text.starts_with("x"));
}
