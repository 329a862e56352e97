// SPDX-License-Identifier: Apache-2.0
#include "suites.h"
#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    // What trains comes last: the threads it leaves behind slow down what follows.
    return interweave::runSuites<DecoderConfigTest, DecoderTest, FusedOpsTest, LogitLossTest,
        FamilyAdapterTest>(argc, argv);
}
