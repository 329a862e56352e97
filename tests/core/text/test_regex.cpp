// SPDX-License-Identifier: Apache-2.0
#include "core/text/regex.h"

#include "core/support/error.h"
#include "core/text/oniguruma.h"
#include "core/text/utf8.h"

#include "test_regex.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace interweave;

void TestRegex::readsOnigurumasSpaces()
{
    // What `tokenizers` 0.23.3 matches with \s, U+180E not among it.
    const std::u32string spaces
        = U"\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
          U"\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
    const Regex regex = Regex::fromOniguruma(R"(\s)", "test");
    const Regex inverse = Regex::fromOniguruma(R"([^\S])", "test");
    Regex::Search search(regex);
    Regex::Search inverseSearch(inverse);
    for (char32_t codePoint = 0; codePoint < 0x3100; ++codePoint) {
        std::string text;
        appendUtf8(text, codePoint);
        const bool expected = spaces.find(codePoint) != spaces.npos;
        if (search.next(text, 0).has_value() != expected
            || inverseSearch.next(text, 0).has_value() != expected
            || isWhiteSpace(codePoint) != expected)
            QFAIL(qPrintable(QStringLiteral("U+%1").arg(static_cast<uint>(codePoint), 0, 16)));
    }
}

void TestRegex::translates_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("translated");
    QTest::newRow("categories") << R"( ?\p{L}+|\P{N})"
                                << R"( ?\p{L}+|\P{N})";
    QTest::newRow("script") << R"(\p{Han}\p{^Greek})"
                            << R"(\p{sc:Han}\p{^sc:Greek})";
    QTest::newRow("code point") << R"([\u4e00-\u9fff])"
                                << R"([\x{4e00}-\x{9fff}])";
    QTest::newRow("code point in braces") << R"(\x{41}+)"
                                          << R"(\x{41}+)";
    QTest::newRow("escaped brackets") << R"([\[\]&a])"
                                      << R"([\[\]&a])";
    QTest::newRow("class in a class") << R"([^(\s|[.,!]x])"
                                      << R"([^(\p{Z}\t-\r\x{85}|.,!x])";
    QTest::newRow("intersection") << R"([\p{Lu}\p{M}&&[^\p{Han}]]+)"
                                  << R"((?:(?=[^\p{sc:Han}])[\p{Lu}\p{M}])+)";
    QTest::newRow("repeated repetitions") << R"(\p{N}{1,3}+(?:a[bc]){2}?é{2,4}+x)"
                                          << R"((?:\p{N}{1,3})+(?:(?:a[bc]){2})?(?:é{2,4})+x)";
    QTest::newRow("repetitions") << R"(a{,3}b{2,}?c{4}{d},e{})"
                                 << R"(a{0,3}b{2,}?c{4}{d},e{})";
    QTest::newRow("groups") << R"((?i:'s)(?!\))x(?:y)(?<=z))"
                            << R"((?i:'s)(?!\))x(?:y)(?<=z))";
}

void TestRegex::translates()
{
    QFETCH(QString, pattern);
    QFETCH(QString, translated);
    QCOMPARE(QString::fromStdString(translateOniguruma(pattern.toStdString(), "test")), translated);
}

void TestRegex::refuses_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("negated class in a class") << "[a[^b]]";
    QTest::newRow("named class") << "[[:alpha:]]";
    QTest::newRow("range to a class") << "[a-[b]]";
    QTest::newRow("intersection with a bare set") << "[a-z&&b]";
    QTest::newRow("intersection with more") << "[a-z&&[b]c]";
    QTest::newRow("negated intersection") << "[^a-z&&[b]]";
    QTest::newRow("open class") << "[a&&[b]";
    QTest::newRow("nested intersections") << QStringLiteral("[a&&").repeated(10000);
    QTest::newRow("repeated repetition") << "a{2}{3}";
    QTest::newRow("other options") << "(?m:.)";
    QTest::newRow("named group") << "(?<a>b)";
    QTest::newRow("verb") << "(*NO_JIT)a";
    QTest::newRow("no word boundary") << R"(\B)";
    QTest::newRow("hexadecimal digit") << R"(\h)";
    QTest::newRow("no words in a class") << R"([a\W])";
    QTest::newRow("lone backslash") << R"(a\)";
    QTest::newRow("unknown script") << R"(\p{Klingon})";
    QTest::newRow("unbalanced") << "(a";
    QTest::newRow("too many parentheses")
        << QStringLiteral("(").repeated(5000) + QStringLiteral(")").repeated(5000);
    QTest::newRow("too long") << QStringLiteral("a").repeated(100'000);
    QTest::newRow("too large") << "((((a{1,999}){1,999}){1,999}){1,999})";
}

void TestRegex::refuses()
{
    QFETCH(QString, pattern);
    try {
        Regex::fromOniguruma(pattern.toStdString(), "file: key");
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Unsupported);
        QCOMPARE(error.where(), std::string("file: key"));
    }
}

void TestRegex::replacesAsTheReferenceDoes()
{
    // `tokenizers` 0.23.3, normalizers.Replace(Regex("m*"), "-")
    const Regex regex = Regex::fromOniguruma("m*", "test");
    QCOMPARE(regex.replaceAll("mmab", "-"), std::string("-a-b-"));
    QCOMPARE(regex.replaceAll("amb", "-"), std::string("-a-b-"));
    QCOMPARE(regex.replaceAll("xﬁ Ａ", "-"), std::string("-x-ﬁ- -Ａ-"));
    QCOMPARE(regex.replaceAll("maé mm", "-"), std::string("-a-é- -"));
    QCOMPARE(regex.replaceAll("", "-"), std::string());
    QCOMPARE(Regex::literal("a.", "test").replaceAll("aaa.ab a.", ""), std::string("aaab "));
}

void TestRegex::givesUpInsteadOfHanging()
{
    QElapsedTimer timer;
    timer.start();
    const std::string text = std::string(100'000, 'a') + "bc";
    for (const char* pattern : {"(?:a+)+c", "(?:(?:a|aa)+)+c", "(?:a*)*c"}) {
        const Regex regex = Regex::fromOniguruma(pattern, "test");
        Regex::Search search(regex);
        try {
            search.next(text, 0);
            QFAIL(pattern);
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        }
    }
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}
