// SPDX-License-Identifier: Apache-2.0
#include "tests.h"

#include <QtTest>

int main(int argc, char** argv)
{
    int failed = 0;
    for (const auto& make : {makeReferenceTest, makeGateTest, makeBlendTest, makeFusionTest,
             makeStreamFusionTest, makeSamplerTest, makeGenerationTest, makeTraceTest})
        failed += QTest::qExec(make().get(), argc, argv);
    return failed;
}
