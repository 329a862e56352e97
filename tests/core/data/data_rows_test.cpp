// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_rows.h"

#include "core/support/error.h"
#include "core/support/random.h"
#include "suites.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace interweave;

namespace {

/// A data file that lives as long as this object.
class TemporaryData {
public:
    explicit TemporaryData(std::string_view content)
        : m_source{m_folder.filePath("rows.jsonl").toStdString()}
    {
        write(content);
    }
    void write(std::string_view content)
    {
        std::ofstream(m_source.path, std::ios::binary) << content;
    }
    const DataSource& source() const { return m_source; }
    DataSource skipping() const
    {
        DataSource source = m_source;
        source.skipBadLines = true;
        return source;
    }

private:
    QTemporaryDir m_folder;
    DataSource m_source;
};

constexpr const char* kGood = R"({"input": "a", "output": "b"})";

} // namespace

void DataRowsTest::readsRows()
{
    const TemporaryData data("\xef\xbb\xbf{\"input\": \"a\", \"output\": \"b\"}\r\n"
                             "\n  \t\r\n"
                             "{\"input\": \"c\", \"output\": [\"d\", \"e\"], \"more\": 1}");
    const DataRows read = readDataRows(data.source());
    QCOMPARE(read.rows.size(), size_t{2});
    QCOMPARE(read.rows[0].input, std::string("a"));
    QCOMPARE(read.rows[0].outputs, std::vector<std::string>{"b"});
    QCOMPARE(read.rows[0].line, 1);
    QCOMPARE(read.rows[1].outputs, (std::vector<std::string>{"d", "e"}));
    QCOMPARE(read.rows[1].line, 4); // physical, blank lines counted

    DataSource first = data.source();
    first.limit = 1;
    QCOMPARE(readDataRows(first).rows.size(), size_t{1});
}

void DataRowsTest::readsTexts()
{
    const TemporaryData data("{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
    QCOMPARE(readTexts(data.source().path), (std::vector<std::string>{"one", "two"}));
    QCOMPARE(readTexts(data.source().path, 1), std::vector<std::string>{"one"});
}

void DataRowsTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("reason");
    QTest::newRow("not JSON") << QByteArray("{\"input\": ") << "is not JSON";
    QTest::newRow("not UTF-8") << QByteArray("{\"input\": \"\xff\", \"output\": \"b\"}")
                               << "is not JSON";
    QTest::newRow("a list") << QByteArray("[1]") << "is a JSON array, an object was expected";
    QTest::newRow("no answer") << QByteArray("{\"input\": \"a\"}") << "has no field 'output'";
    QTest::newRow("prompt is a number") << QByteArray("{\"input\": 1, \"output\": \"b\"}")
                                        << "field 'input' is a number, a string was expected";
    QTest::newRow("answer is a number")
        << QByteArray("{\"input\": \"a\", \"output\": 1}")
        << "field 'output' is a number, a string or a list of strings";
    QTest::newRow("no answers") << QByteArray("{\"input\": \"a\", \"output\": []}")
                                << "is an empty list";
    QTest::newRow("a bad answer") << QByteArray("{\"input\": \"a\", \"output\": [\"b\", null]}")
                                  << "field 'output' holds a null";
}

void DataRowsTest::mixesRowsAndTexts()
{
    const TemporaryData data(std::string("{\"text\": \"once\"}\n") + kGood + "\n");
    const DataRows read = readDataRows(data.source());
    QCOMPARE(read.rows.size(), size_t{2});
    QVERIFY(read.rows[0].isText && !read.rows[1].isText);
    QCOMPARE(read.rows[0].outputs, std::vector<std::string>{"once"});
}

void DataRowsTest::saysWhatIsWrong()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, reason);
    const TemporaryData data(std::string(kGood) + "\n\n" + line.toStdString() + "\n");
    try {
        readDataRows(data.source());
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::CorruptData);
        QCOMPARE(error.where(), data.source().path.string() + ":3");
        QVERIFY2(QString::fromStdString(error.message()).contains(reason), error.what());
    }
}

void DataRowsTest::skipsBadLinesWhenAsked()
{
    const TemporaryData data(std::string("nonsense\n") + kGood + "\n{}\n" + kGood + "\n");
    const DataRows read = readDataRows(data.skipping());
    QCOMPARE(read.rows.size(), size_t{2});
    QCOMPARE(read.skippedLines, 2);
    QVERIFY(read.firstSkipped.find("rows.jsonl:1") != std::string::npos);

    const TemporaryData nothing("nonsense\n");
    QVERIFY_EXCEPTION_THROWN(readDataRows(nothing.skipping()), Error);
    const TemporaryData empty("");
    QVERIFY_EXCEPTION_THROWN(readDataRows(empty.source()), Error);
}

void DataRowsTest::survivesMutations()
{
    const std::string row = "{\"input\": \"\\u00e9\\n\", \"output\": [\"b\", \"c\"]}";
    Random random(11);
    TemporaryData data("");
    for (int file = 0; file < 100; ++file) {
        std::string content = std::string(kGood) + "\n";
        for (int line = 0; line < 100; ++line) {
            std::string bytes
                = row.substr(0, row.size() - random.below(2) * random.below(row.size()));
            for (uint64_t change = 0; change <= random.below(4); ++change)
                bytes[random.below(bytes.size())] = static_cast<char>(random.next());
            content += bytes + "\n";
        }
        data.write(content);
        const DataRows read = readDataRows(data.skipping());
        QCOMPARE(read.rows.front().input, std::string("a"));
        QVERIFY(read.skippedLines > 0);
    }
}
