// SPDX-License-Identifier: Apache-2.0
#include "test_strict_json.h"

#include "core/support/error.h"
#include "core/support/strict_json.h"

#include <QtTest>
#include <nlohmann/json.hpp>

using namespace interweave;

void TestStrictJson::parses()
{
    QCOMPARE(parseStrictJson("[1, null, \"ä\"]", "f").size(), size_t{3});
    QCOMPARE(parseStrictJsonObject(" {\"a\": {\"b\": 2}} ", "f").at("a").at("b").get<int>(), 2);
    const std::string deep = std::string(99, '[') + std::string(99, ']');
    QVERIFY(parseStrictJson(deep, "f").is_array());
}

void TestStrictJson::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << QByteArray() << "invalid JSON";
    QTest::newRow("cut") << QByteArray("{\"a\": 1") << "invalid JSON";
    QTest::newRow("two documents") << QByteArray("{} {}") << "invalid JSON";
    QTest::newRow("comment") << QByteArray("{} // x") << "invalid JSON";
    QTest::newRow("not a number") << QByteArray("{\"a\": NaN}") << "invalid JSON";
    QTest::newRow("number too large") << QByteArray("{\"a\": 1e999}") << "invalid JSON";
    QTest::newRow("not UTF-8") << QByteArray("{\"a\": \"\xc3\x28\"}") << "invalid JSON";
    QTest::newRow("half a surrogate pair") << QByteArray("{\"a\": \"\\ud800\"}") << "invalid JSON";
    QTest::newRow("NUL byte") << QByteArray("{}\0{}", 5) << "NUL byte";
    QTest::newRow("duplicate") << QByteArray("{\"a\": 1, \"a\": 1}") << "duplicate JSON key 'a'";
    QTest::newRow("duplicate, spelt differently")
        << QByteArray("{\"a\": 1, \"\\u0061\": 1}") << "duplicate JSON key 'a'";
    QTest::newRow("duplicate inside")
        << QByteArray("[{\"x\": {\"a\": 1, \"a\": 1}}]") << "duplicate JSON key 'a'";
    QTest::newRow("deep arrays") << QByteArray(1'000'000, '[') << "nested deeper than 100";
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(1'000'000)
                                  << "nested deeper than 100";
    QTest::newRow("not an object")
        << QByteArray("[1]") << "is a JSON array, an object was expected";
}

void TestStrictJson::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    try {
        parseStrictJsonObject(text.toStdString(), "file");
        QFAIL("was accepted");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::CorruptData);
        QVERIFY2(QString(error.what()).startsWith("file: "), error.what());
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}

void TestStrictJson::allowsTheSameKeyElsewhere()
{
    QCOMPARE(parseStrictJson("{\"a\": {\"a\": [{\"a\": 1}, {\"a\": 1}]}, \"b\": {\"a\": 1}}", "f")
                 .size(),
        size_t{2});
}
