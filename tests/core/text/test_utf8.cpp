// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"

#include "test_utf8.h"

#include <QtTest>

using namespace interweave;
using namespace std::string_literals;

void TestUtf8::stepsThroughText()
{
    // Every code point: what is written is read back; surrogates are not characters.
    for (char32_t codePoint = 0; codePoint <= 0x10FFFF; ++codePoint) {
        if (codePoint >= 0xD800 && codePoint < 0xE000)
            continue;
        std::string text;
        appendUtf8(text, codePoint);
        const Utf8Step step = utf8At(text, 0);
        if (step.state != Utf8State::Valid || step.codePoint != codePoint
            || step.length != text.size())
            QFAIL(qPrintable(QStringLiteral("U+%1").arg(static_cast<uint>(codePoint), 0, 16)));
    }
    for (const std::string& invalid :
        {"\xED\xA0\x80"s, "\xC0\x80"s, "\xE0\x80\x80"s, "\xF4\x90\x80\x80"s, "\xFF"s, "\x80"s})
        QCOMPARE(utf8At(invalid, 0).state, Utf8State::Invalid);
}

void TestUtf8::replacesAsPythonDoes()
{
    // bytes.decode("utf-8", errors="replace") of Python 3.11
    QCOMPARE(replaceInvalidUtf8("a\xE2\x82z"), "a\uFFFDz"s);
    QCOMPARE(replaceInvalidUtf8("\xE2\x82\xAC\x82"), "€\uFFFD"s);
    QCOMPARE(replaceInvalidUtf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD"s);
    QCOMPARE(replaceInvalidUtf8("\xF0\x9F\x98"), "\uFFFD"s);
    QCOMPARE(replaceInvalidUtf8("\xF0\x9F\x98", Utf8End::Keep), "\xF0\x9F\x98"s);
    QCOMPARE(replaceInvalidUtf8("\xC0\xAF\xF5"), "\uFFFD\uFFFD\uFFFD"s);
}

void TestUtf8::findsAnIncompleteEnd()
{
    const std::string emoji = "x😀";
    QCOMPARE(incompleteUtf8Tail(emoji), size_t(0));
    for (size_t cut = 1; cut <= 3; ++cut)
        QCOMPARE(incompleteUtf8Tail(std::string_view(emoji).substr(0, 1 + cut)), cut);
    QCOMPARE(incompleteUtf8Tail("\x80\x80\x80\x80"), size_t(0));
    QCOMPARE(incompleteUtf8Tail(""), size_t(0));
}
