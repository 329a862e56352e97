// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"

#include "fixtures.h"
#include "test_vocabularies.h"

#include <QtTest>
#include <sstream>

using namespace interweave;
using namespace interweave::testing;
using nlohmann::json;

namespace {

/// A row for each file of the folder whose name ends so.
void addRows(const std::string& ending, bool (*accepts)(const std::filesystem::path&))
{
    QTest::addColumn<QString>("path");
    const auto folder = qEnvironmentVariable("INTERWEAVE_VOCABULARIES").toStdString();
    if (folder.empty()) {
        QTest::newRow("none") << QString();
        return;
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().string().ends_with(ending) && accepts(entry.path()))
            QTest::newRow(entry.path().filename().c_str())
                << QString::fromStdString(entry.path().string());
}

std::vector<std::string> splitTexts(const std::string& file)
{
    const std::string separator = "\n__ggml_vocab_test__\n";
    std::vector<std::string> texts;
    for (size_t begin = 0; begin < file.size();) {
        const size_t end = file.find(separator, begin);
        texts.push_back(file.substr(begin, end - begin));
        begin = end == file.npos ? file.size() : end + separator.size();
    }
    return texts;
}

std::vector<Ids> splitIds(const std::string& file)
{
    std::vector<Ids> rows;
    std::istringstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream numbers(line);
        rows.emplace_back();
        for (TokenId id; numbers >> id;)
            rows.back().push_back(id);
    }
    return rows;
}

} // namespace

void TestVocabularies::equalsLlamaCpp_data()
{
    addRows(
        ".gguf", [](const auto& path) { return std::filesystem::exists(path.string() + ".inp"); });
}

void TestVocabularies::equalsLlamaCpp()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("INTERWEAVE_VOCABULARIES names no folder");
    const std::string file = path.toStdString();
    const auto texts = splitTexts(readFile(file + ".inp"));
    const auto ids = splitIds(readFile(file + ".out"));
    QCOMPARE(texts.size(), ids.size());
    const auto tokenizer = loadTokenizer(file);
    int equal = 0;
    for (size_t i = 0; i < texts.size(); ++i) {
        const bool same = tokenizer->encode(texts[i], {.addSpecial = false}) == ids[i];
        equal += same;
        if (!same)
            qWarning("%s", texts[i].c_str());
    }
    QCOMPARE(equal, static_cast<int>(texts.size()));
}

void TestVocabularies::equalsTheReference_data()
{
    addRows(".cases.json", [](const auto&) { return true; });
}

void TestVocabularies::equalsTheReference()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("INTERWEAVE_VOCABULARIES names no folder");
    const json cases = json::parse(readFile(path.toStdString()));
    const auto tokenizer = loadTokenizer(cases["tokenizer"].get<std::string>());
    const EncodeOptions options{.addSpecial = false, .parseSpecial = cases["special"]};
    size_t different = 0;
    for (size_t i = 0; i < cases["texts"].size(); ++i) {
        const auto text = cases["texts"][i].get<std::string>();
        const Ids ids = tokenizer->encode(text, options);
        bool same = ids == cases["ids"][i].get<Ids>();
        if (same && !cases["decoded"].is_null())
            same = replaceInvalidUtf8(tokenizer->decode(ids, true))
                == cases["decoded"][i].get<std::string>();
        if (!same && ++different <= 10)
            qWarning("%s", text.c_str());
    }
    QCOMPARE(different, size_t(0));
}
