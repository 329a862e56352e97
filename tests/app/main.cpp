// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestTextFormat, TestUsage, TestProofs, TestAnswers, TestTraining,
        TestSweep, TestRuns, TestSeparation, TestPull>(argc, argv);
}
