// SPDX-License-Identifier: Apache-2.0
#include "core/verify/differences.h"

#include <ATen/ATen.h>

#include "suites.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace interweave;

namespace {

Difference compareOne(
    const std::string& name, const at::Tensor& computed, const at::Tensor& expected)
{
    return compareTensors({{name, computed}}, {{name, expected}}).at(0);
}

} // namespace

void TestDifferences::withinAndOverTolerance()
{
    const at::Tensor one = at::ones({2, 3});
    QVERIFY(compareOne("hidden", one, one + 0.00009).passed());
    QVERIFY(!compareOne("hidden", one, one + 0.00011).passed());
    QVERIFY(compareOne("after.x", one, one + 0.0009).passed());
    QVERIFY(!compareOne("after.x", one, one + 0.0011).passed());
    QVERIFY(compareOne("losses", one * 8, one * 8.007).passed()); // relative
    QVERIFY(!compareOne("losses", one * 8, one * 8.009).passed());
}

void TestDifferences::nanNeverPasses()
{
    const at::Tensor good = at::ones({4});
    at::Tensor bad = good.clone();
    bad[2] = std::numeric_limits<float>::quiet_NaN();
    for (const char* name : {"hidden", "losses", "after.gate.up.weight"}) {
        QVERIFY(!compareOne(name, bad, good).passed());
        QVERIFY(!compareOne(name, good, bad).passed());
        QVERIFY(!compareOne(name, bad, bad).passed());
    }
    const at::Tensor infinite = good * std::numeric_limits<float>::infinity();
    QVERIFY(!compareOne("hidden", infinite, infinite).passed());
}

void TestDifferences::shapesDtypesAndNamesMustMatch()
{
    const at::Tensor two = at::ones({2, 3});
    QVERIFY(!compareOne("hidden", two, at::ones({3, 2})).passed());
    QVERIFY(!compareOne("hidden", two, at::ones({2, 1})).passed()); // would broadcast
    QVERIFY(!compareOne("hidden", two, two.to(at::kDouble)).passed());
    const std::vector<Difference> missing = compareTensors({{"hidden", two}}, {});
    QCOMPARE(missing.size(), size_t{1});
    QVERIFY(!missing[0].passed());
    const std::vector<Difference> extra
        = compareTensors({{"hidden", two}}, {{"hidden", two}, {"x", two}});
    QCOMPARE(extra.size(), size_t{2});
    QVERIFY(extra[0].passed());
    QVERIFY(!extra[1].passed());
}

void TestDifferences::tokensMustBeEqual()
{
    const at::Tensor answer = at::arange(5, at::kLong);
    QVERIFY(compareOne("greedy.0", answer, answer).passed());
    QCOMPARE(compareOne("greedy.0", answer, answer.narrow(0, 0, 3)).difference, 2.0);
    QCOMPARE(compareOne("greedy.0", answer, answer + 1).difference, 5.0);
    QVERIFY(
        !compareOne("greedy", answer.view({1, 5}), answer.narrow(0, 0, 3).view({1, 3})).passed());
}
