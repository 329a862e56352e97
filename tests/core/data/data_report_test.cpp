// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_report.h"

#include "core/data/length_summary.h"
#include "core/data/normalised_words.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "suites.h"
#include "tests/support/ascii_tokenizer.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace interweave;

namespace {

class File {
public:
    explicit File(const std::string& content)
    {
        std::ofstream(path(), std::ios::binary) << content;
    }
    std::filesystem::path path() const { return m_folder.filePath("rows.jsonl").toStdString(); }

private:
    QTemporaryDir m_folder;
};

DataReport reportOf(const std::string& content, const TokenLimits& limits = {}, int64_t shown = 0,
    LeakageCheck* leakage = nullptr)
{
    const File file(content);
    const AsciiTokenizer tokenizer;
    LeakageCheck none;
    return reportData(
        {.path = file.path()}, {tokenizer, 2, limits, {}}, shown, leakage ? *leakage : none);
}

std::string row(const std::string& input, const std::string& output)
{
    return R"({"input": ")" + input + R"(", "output": ")" + output + "\"}\n";
}

std::string words(int from, int count)
{
    std::string text;
    for (int i = from; i < from + count; ++i)
        text += (i > from ? " w" : "w") + std::to_string(i);
    return text;
}

} // namespace

void DataReportTest::countsWhatTrainingReads()
{
    const DataReport report = reportOf(row("abc", "d") + "no JSON\n" + row("abcdefgh", "xyz") + "\n"
            + row(" ", "") + "{\"input\": 1, \"output\": \"a\"}\n",
        {.maxInput = 6, .maxOutput = 3});
    QCOMPARE(report.rows, int64_t{3});
    QCOMPARE(report.badLines, int64_t{2});
    QCOMPARE(report.bad[0].line, int64_t{2});
    QVERIFY(QString::fromStdString(report.bad[0].reason).contains("is not JSON"));
    QCOMPARE(report.bad[1].line, int64_t{6});
    QCOMPARE(report.prompt.shortest, int64_t{2}); // with bos
    QCOMPARE(report.prompt.median, int64_t{4});
    QCOMPARE(report.prompt.longest, int64_t{9});
    QCOMPARE(report.answer.longest, int64_t{4}); // with eos
    QCOMPARE(report.cutPrompts, int64_t{1});
    QCOMPARE(report.cutAnswers, int64_t{1});
    QCOMPARE(report.emptyPrompts, int64_t{1});
    QCOMPARE(report.emptyAnswers, int64_t{1});
    QVERIFY_THROWS_EXCEPTION(Error, reportOf("no JSON\n"));
}

void DataReportTest::summarisesLengths()
{
    Random random(5);
    for (int round = 0; round < 50; ++round) {
        std::vector<int32_t> lengths(1 + random.below(400));
        for (int32_t& length : lengths)
            length = static_cast<int32_t>(random.below(1 + random.below(3000)));
        const LengthSummary summary = summarise(lengths);
        const auto atMost = [&](int64_t limit) {
            return std::ranges::count_if(lengths, [&](int32_t length) { return length <= limit; });
        };
        const auto n = static_cast<double>(lengths.size());
        QVERIFY(static_cast<double>(atMost(summary.median)) >= 0.5 * n);
        QVERIFY(static_cast<double>(atMost(summary.median - 1)) < 0.5 * n);
        QVERIFY(static_cast<double>(atMost(summary.percentile95)) >= 0.95 * n);
        QVERIFY(static_cast<double>(atMost(summary.percentile95 - 1)) < 0.95 * n);
        QVERIFY(summary.bins.size() <= 25);
        int64_t all = 0;
        for (size_t i = 0; i < summary.bins.size(); ++i) {
            const int64_t end = (static_cast<int64_t>(i) + 1) * summary.binWidth;
            all += summary.bins[i];
            QCOMPARE(all, static_cast<int64_t>(atMost(end - 1)));
        }
        QCOMPARE(all, static_cast<int64_t>(lengths.size()));
    }
}

void DataReportTest::normalisesWords_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("same");
    QTest::newRow("case and punctuation") << "Is it?  \n Yes!"
                                          << "is it yes" << true;
    QTest::newRow("another word") << "is it"
                                  << "is at" << false;
    QTest::newRow("where a word ends") << "ab c"
                                       << "a bc" << false;
    QTest::newRow("sums") << "2 + 3"
                          << "2 * 3" << false;
    QTest::newRow("sums, tight") << "2+3=5"
                                 << "2 + 3 = 5" << true;
    QTest::newRow("accents") << "CAFÉ"
                             << "café" << true;
    QTest::newRow("ideographs") << "你好，世界"
                                << "你好世界。" << true;
}

void DataReportTest::normalisesWords()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, same);
    QCOMPARE(normalisedWords(a.toStdString()) == normalisedWords(b.toStdString()), same);
}

void DataReportTest::findsRepeatedRows()
{
    const DataReport report = reportOf(row("Is it?", "yes") + row("Was it?", "no")
        + row("Is it?", "yes") + row("is  it", "Yes.") + row("was it", "yes")
        + "{\"text\": \"a\"}\n{\"text\": \"b\"}\n{\"text\": \"A!\"}\n");
    QCOMPARE(report.exactRepeats, int64_t{1});
    QCOMPARE(report.normalisedRepeats, int64_t{2});
    QCOMPARE(report.conflicts, int64_t{1});
    using Kind = RepeatedRow::Kind;
    const std::vector<std::tuple<Kind, int64_t, int64_t>> expected{{Kind::Exact, 3, 1},
        {Kind::Normalised, 4, 1}, {Kind::Conflict, 5, 2}, {Kind::Normalised, 8, 6}};
    QCOMPARE(report.repeated.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) {
        const RepeatedRow& found = report.repeated[i];
        QVERIFY(std::tuple(found.kind, found.line, found.earlierLine) == expected[i]);
    }
}

void DataReportTest::showsRows()
{
    const DataReport report = reportOf(
        row("abcd", "xyz") + "{\"text\": \"tuvw\"}\n", {.maxInput = 3, .maxOutput = 3}, 9);
    QCOMPARE(report.shown.size(), size_t{2});
    std::string marks;
    for (const DataToken& token : report.shown[0].tokens)
        marks += token.text + (token.isCut ? "-" : token.isLearned ? "+" : "");
    const AsciiTokenizer tokenizer;
    const std::string bos = tokenizer.piece(1);
    const std::string eos = tokenizer.piece(2) + "+";
    QCOMPARE(marks, bos + "abc-d-x+y+z-" + eos);
    QCOMPARE(report.shown[0].prompt, std::string("abcd"));
    QCOMPARE(report.shown[0].record, std::string(R"({"input":"abcd","output":"xyz"})"));
    marks.clear();
    for (const DataToken& token : report.shown[1].tokens)
        marks += token.text + (token.isCut ? "-" : token.isLearned ? "+" : "");
    QCOMPARE(marks, bos + "t+u+v+w+" + eos);
}

void DataReportTest::findsLeakage()
{
    const std::string boilerplate = words(900, 13); // what every prompt begins with
    std::string training;
    for (int i = 0; i < 11; ++i)
        training += row(boilerplate + " q" + std::to_string(i), "a");
    training += row("x " + words(0, 20), "a"); // line 12
    const std::vector<DataRow> test{{boilerplate + " Q3.", {"A"}, 1}, // the whole row
        {boilerplate + " q4", {"b"}, 2}, // the prompt
        {boilerplate + " q5 else", {"b"}, 3}, // only what all have, and one word
        {words(5, 13) + " y", {"b"}, 4}, // one of its three 13-grams
        {words(5, 12) + " y z", {"b"}, 5}, // twelve words in common
        {"short", {"b"}, 6}};
    LeakageCheck leakage;
    leakage.addFile("test.jsonl", test);
    leakage.addFile("other.jsonl", {{"short", {"b"}, 1}});
    const DataReport report = reportOf(training, {}, 0, &leakage);
    QCOMPARE(report.leakage.size(), size_t{2});
    const LeakageReport& found = report.leakage[0];
    QCOMPARE(found.rows, int64_t{6});
    QCOMPARE(found.wholeRows, int64_t{1});
    QCOMPARE(found.prompts, int64_t{1});
    QCOMPARE(found.wordOverlaps, int64_t{1});
    QCOMPARE(found.leaked.size(), size_t{3});
    QCOMPARE(found.leaked[0].line, int64_t{1});
    QCOMPARE(found.leaked[0].trainingLine, int64_t{4});
    QCOMPARE(found.leaked[1].line, int64_t{2});
    QCOMPARE(found.leaked[1].trainingLine, int64_t{5});
    QCOMPARE(found.leaked[2].line, int64_t{4});
    QCOMPARE(found.leaked[2].trainingLine, int64_t{12});
    QCOMPARE(found.leaked[2].overlap, 1.0 / 3.0);
    QVERIFY(report.leakage[1].leaked.empty());
}
