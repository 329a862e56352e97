// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestFlips, TestPaperFigures, TestReportCurve, TestReportScores,
        TestReportPage, TestStudy, TestTransfer>(argc, argv);
}
