// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_rows.h"
#include "core/data/records.h"
#include "core/data/row_template.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "suites.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace interweave;

namespace {

/// A data file of any name.
class File {
public:
    File(const char* name, std::string_view content)
        : m_path(m_folder.filePath(name).toStdString())
    {
        std::ofstream(m_path, std::ios::binary) << content;
    }
    DataSource source() const { return {.path = m_path}; }

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_path;
};

DataRow onlyRow(const DataSource& source)
{
    const DataRows read = readDataRows(source);
    return read.rows.size() == 1 ? read.rows.front() : DataRow();
}

} // namespace

void RecordFormatsTest::readsEveryFormat_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("content");
    QTest::newRow("JSON lines") << "rows.jsonl"
                                << R"({"input": "a", "output": "b"})";
    QTest::newRow("JSON") << "rows.json"
                          << R"([{"input": "a", "output": "b"}])";
    QTest::newRow("CSV") << "rows.csv"
                         << "input,output\r\na,b\r\n";
    QTest::newRow("CSV, more columns, byte order mark") << "rows.csv"
                                                        << "\xef\xbb\xbfid,output,input\n1,b,a";
    QTest::newRow("TSV") << "rows.tsv"
                         << "input\toutput\na\tb\n";
}

void RecordFormatsTest::readsEveryFormat()
{
    QFETCH(QString, name);
    QFETCH(QString, content);
    const File file(qPrintable(name), content.toStdString());
    const DataRow row = onlyRow(file.source());
    QCOMPARE(row.input, std::string("a"));
    QCOMPARE(row.outputs, std::vector<std::string>{"b"});

    const File latin("rows.csv", "input,output\n\xe4,b\n");
    QVERIFY_THROWS_EXCEPTION(Error, readDataRows(latin.source()));
    const File lines("rows.json", "{\"input\": \"a\", \"output\": \"b\"}\n");
    QCOMPARE(onlyRow(lines.source()).input, std::string("a"));

    const File texts("rows.txt", "one\ntwo\r\n\n \nthree\n");
    const DataRows read = readDataRows(texts.source());
    QCOMPARE(read.rows.size(), size_t{2});
    QCOMPARE(read.rows[0].outputs[0], std::string("one\ntwo"));
    QCOMPARE(read.rows[1].line, 5);
    QVERIFY(read.rows[1].isText);
    QCOMPARE(readTexts(texts.source().path, 1), std::vector<std::string>{"one\ntwo"});
}

void RecordFormatsTest::readsQuotedFields()
{
    const File csv("rows.csv", "input,output\n\"a, \"\"b\"\"\nc\",d\ne,f\n");
    const DataRows read = readDataRows(csv.source());
    QCOMPARE(read.rows.size(), size_t{2});
    QCOMPARE(read.rows[0].input, std::string("a, \"b\"\nc"));
    QCOMPARE(read.rows[1].line, 4);
    const File tsv("rows.tsv", "input\toutput\n\"a\tb\"\n");
    QCOMPARE(onlyRow(tsv.source()).input, std::string("\"a")); // a quote is only a character
}

void RecordFormatsTest::namesBadTables_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("message");
    QTest::newRow("fields") << "input,output\na,b\nc\n"
                            << "rows.csv:3: has 1 fields, the first row names 2 columns";
    QTest::newRow("quote") << "input,output\n\"a,b\n"
                           << "rows.csv:2: a quote is not closed at its field's end";
    QTest::newRow("behind a quote") << "input,output\n\"a\"b,c\nd,e\n"
                                    << "rows.csv:2: a quote is not closed at its field's end";
    QTest::newRow("twice") << "input,input\na,b\n"
                           << "found 'input'";
    QTest::newRow("unnamed") << "input,\na,b\n"
                             << "must name every column";
}

void RecordFormatsTest::namesBadTables()
{
    QFETCH(QString, content);
    QFETCH(QString, message);
    const File file("rows.csv", content.toStdString());
    try {
        readDataRows(file.source());
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::CorruptData);
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}

void RecordFormatsTest::readsConversations()
{
    const File messages("rows.jsonl",
        R"({"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "a"},)"
        R"({"role": "assistant", "content": "b"}, {"role": "user", "content": "c"},)"
        R"({"role": "assistant", "content": "d"}]})");
    const DataRows read = readDataRows(messages.source());
    QCOMPARE(read.rows.size(), size_t{2});
    QCOMPARE(read.rows[0].conversation, (std::vector<Message>{{"system", "s"}, {"user", "a"}}));
    QCOMPARE(read.rows[1].conversation.size(), size_t{4});
    QCOMPARE(read.rows[1].outputs, std::vector<std::string>{"d"});

    const File shareGpt("rows.json",
        R"([{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]}])");
    const DataRow row = onlyRow(shareGpt.source());
    QCOMPARE(row.conversation, (std::vector<Message>{{"user", "a"}}));
    QCOMPARE(row.outputs, std::vector<std::string>{"b"});

    const File silent("rows.jsonl", R"({"messages": [{"role": "user", "content": "a"}]})");
    QVERIFY_THROWS_EXCEPTION(Error, readDataRows(silent.source()));
}

void RecordFormatsTest::readsAlpaca()
{
    const File file("rows.json", R"([{"instruction": "Add.", "input": "1, 2", "output": "3"}])");
    const DataRow row = onlyRow(file.source());
    QVERIFY(row.input.ends_with("### Instruction:\nAdd.\n\n### Input:\n1, 2\n\n### Response:\n"));
    QCOMPARE(row.outputs, std::vector<std::string>{"3"});
    DataSource named = file.source(); // what a recipe names is taken as it stands
    named.inputField = "instruction";
    QCOMPARE(onlyRow(named).input, std::string("Add."));
    const File bare("rows.json", R"([{"instruction": "Sing.", "input": null, "output": "la"}])");
    QVERIFY(onlyRow(bare.source()).input.ends_with("### Instruction:\nSing.\n\n### Response:\n"));
}

/// Records as the data sets' publishers have them, rows as the paper's authors do.
void RecordFormatsTest::makesThePapersRows_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QStringList>("answers");
    QTest::newRow("cola")
        << "cola"
        << "cola.csv"
        << "sentence,label,idx\nThe sailors rode the breeze clear of the rocks.,1,0\n"
        << " Given a sentence, judge the grammatical acceptability of the sentence "
           "with yes or no.\nSentence:The sailors rode the breeze clear of the "
           "rocks.\nOutput:"
        << QStringList{"yes"};
    QTest::newRow("mrpc, GLUE's own table")
        << "mrpc"
        << "msr.tsv"
        << "Quality\t#1 ID\t#2 ID\t#1 String\t#2 String\n0\t1\t2\tHe said \"a\n\tb .\n"
        << "" << QStringList{};
    QTest::newRow("mrpc") << "mrpc"
                          << "mrpc.jsonl"
                          << R"({"sentence1": "a .", "sentence2": "b .", "label": 0, "idx": 7})"
                          << "Determine if the following two sentences are semantically equivalent "
                             "and output yes or no.\nSentence1: a .\nSentence2: b .\nOuput:"
                          << QStringList{"no"};
    QTest::newRow("gsm8k")
        << "gsm8k"
        << "gsm8k.jsonl"
        << R"({"question": "How many?", "answer": "48/2 = <<48/2=24>>24 clips.\n#### 24"})"
        << "You are an expert in math.\nBelow is a math question.\nWrite a response that "
           "appropriately answers the question.\nYour final answer should be an integer at the end "
           "of your response, formatted as: The answer is {answer}.\nHow many?"
        << QStringList{"48/2 = 24 clips.\nThe answer is 24."};
    QTest::newRow("webq")
        << "webq"
        << "webq.jsonl"
        << R"({"question": "who?", "answers": ["a", "b"]})"
        << "Please provide a concise answer to the following question using one or "
           "a few words.\nQuestion: who?\nAnswer:"
        << QStringList{"a", "b"};
    QTest::newRow("ropes")
        << "ropes"
        << "ropes.jsonl"
        << R"({"background": "A.", "situation": "B.", "question": "C?", "answers": {"text": ["d"]}})"
        << "Given an article and a corresponding question about the article, answer the question "
           "accurately based on the provided context in the articles.\nArticle: A. "
           "B.\nQuestion:C?\nAnswer:"
        << QStringList{"d"};
}

void RecordFormatsTest::makesThePapersRows()
{
    QFETCH(QString, set);
    QFETCH(QString, file);
    QFETCH(QString, content);
    QFETCH(QString, prompt);
    QFETCH(QStringList, answers);
    const File data(qPrintable(file), content.toStdString());
    DataSource source = data.source();
    source.rowTemplate = set.toStdString();
    if (answers.isEmpty()) { // a row that is cut in two
        QVERIFY_THROWS_EXCEPTION(Error, readDataRows(source));
        return;
    }
    const DataRow row = onlyRow(source);
    QCOMPARE(QString::fromStdString(row.input), prompt);
    QCOMPARE(row.outputs.size(), static_cast<size_t>(answers.size()));
    for (qsizetype i = 0; i < answers.size(); ++i)
        QCOMPARE(QString::fromStdString(row.outputs[static_cast<size_t>(i)]), answers[i]);
}

void RecordFormatsTest::fillsATemplateOfOnesOwn()
{
    const File file("rows.jsonl", R"({"q": "why", "a": {"long": "because", "n": 3}})");
    DataSource source = file.source();
    source.prompt = "{{{q}}}? ";
    source.answer = "{a.long|a}: {a.n}";
    const DataRow row = onlyRow(source);
    QCOMPARE(row.input, std::string("{why}? "));
    QCOMPARE(row.outputs, std::vector<std::string>{"because: 3"});
    source.answer = "{missing}";
    try {
        readDataRows(source);
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY(QString(error.what()).contains("has no field 'missing'"));
    }
    source.prompt = source.answer = "";
    source.rowTemplate = "mrcp";
    QVERIFY_THROWS_EXCEPTION(Error, readDataRows(source));
}

/// Damaged files end in rows or in an error that is ours, whatever was changed.
void RecordFormatsTest::survivesMutations()
{
    const std::vector<std::pair<const char*, std::string>> seeds{
        {"rows.csv", "input,output\n\"a, \"\"b\"\"\nc\",d\ne,f\n"},
        {"rows.tsv", "input\toutput\na\tb\n"},
        {"rows.json", R"([{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt"}]}])"},
        {"rows.txt", "one\ntwo\n\nthree"}};
    Random random(11);
    for (const auto& [name, content] : seeds)
        for (int i = 0; i < 2500; ++i) {
            std::string damaged = content;
            for (uint64_t changes = 1 + random.below(3); changes > 0; --changes)
                damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
            if (random.below(4) == 0)
                damaged.resize(random.below(damaged.size()));
            const File file(name, damaged);
            try {
                readDataRows(file.source());
            } catch (const Error&) {
            }
        }
}
