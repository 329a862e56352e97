// SPDX-License-Identifier: Apache-2.0
#include "test_number_text.h"

#include "core/support/number_text.h"

#include <QtTest>

#include <cmath>

using namespace interweave;

void TestNumberText::figures()
{
    QCOMPARE(formatNumber(0.0), std::string("0"));
    QCOMPARE(formatNumber(0.012345), std::string("0.0123"));
    QCOMPARE(formatNumber(1.2345), std::string("1.23"));
    QCOMPARE(formatNumber(-12.345), std::string("-12.3"));
    QCOMPARE(formatNumber(1234.5), std::string("1234"));
    QCOMPARE(formatNumber(1.5e-7), std::string("1.50e-07"));
    QCOMPARE(formatNumber(std::nan("")), std::string("nan"));
    QCOMPARE(formatNumber(-INFINITY), std::string("-inf"));
    QCOMPARE(formatFixed(12.5, 2), std::string("12.50"));
    QCOMPARE(formatCount(0), std::string("0"));
    QCOMPARE(formatCount(999), std::string("999"));
    QCOMPARE(formatCount(134515008), std::string("134,515,008"));
    QCOMPARE(formatCount(-123456), std::string("-123,456"));
    QCOMPARE(formatBytes(512), std::string("512 B"));
    QCOMPARE(formatBytes(1536), std::string("1.50 KiB"));
    QCOMPARE(formatBytes(int64_t{257} << 20), std::string("257 MiB"));
    QCOMPARE(formatBytes(int64_t{1} << 40), std::string("1.00 TiB"));
}

void TestNumberText::durations()
{
    QCOMPARE(formatDuration(0.836), std::string("0.84 s"));
    QCOMPARE(formatDuration(9.94), std::string("9.9 s"));
    QCOMPARE(formatDuration(59.4), std::string("59 s"));
    QCOMPARE(formatDuration(80), std::string("1 min 20 s"));
    QCOMPARE(formatDuration(7500), std::string("2 h 5 min"));
    QCOMPARE(formatDuration(std::nan("")), std::string("?"));
}
