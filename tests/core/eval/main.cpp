// SPDX-License-Identifier: Apache-2.0
#include "test_score.h"
#include "test_statistics.h"
#include "test_text_metrics.h"

#include <QtTest>

int main(int argc, char** argv)
{
    TestTextMetrics textMetrics;
    TestScore score;
    TestStatistics statistics;
    int failed = 0;
    for (QObject* test : std::initializer_list<QObject*>{&textMetrics, &score, &statistics})
        failed += QTest::qExec(test, argc, argv);
    return failed;
}
