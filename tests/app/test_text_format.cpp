// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_bar.h"
#include "app/cli/text_format.h"

#include "suites.h"

#include <QtTest>

using namespace interweave;

void TestTextFormat::tables()
{
    QCOMPARE(formatTable({{"name", "n"}, {"ä", "1"}, {"long", "100"}}),
        std::string("name    n\nä       1\nlong  100\n"));
    QCOMPARE(formatTable({{"the id", "change"}, {"2026-1", "-1 … -0"}}),
        std::string("the id   change\n2026-1  -1 … -0\n"));
    QCOMPARE(formatFacts({{"a", "1"}, {"long", ""}, {"bc", "2"}}), std::string("a   1\nbc  2\n"));
    QCOMPARE(clipped("aäb", 2), std::string("aä"));
}

void TestTextFormat::progressLines()
{
    QCOMPARE(progressLine("training", 3, 20, "loss 1.2", 80, 0),
        std::string("training  3/20  loss 1.2  1 min 20 s left"));
    QCOMPARE(progressLine("t", 20, 20, {}, 0, 0), std::string("t  20/20"));
    const std::string wide = progressLine("t", 10, 20, {}, -1, 60);
    QVERIFY(wide.find("██████████░") != std::string::npos);
    for (size_t width : {1, 8, 20, 30, 80})
        QVERIFY(displayWidth(progressLine("training", 3, 20, "loss 1.2", 80, width)) <= width);
}
