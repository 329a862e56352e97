// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QtTest>

namespace interweave {

/// Runs several Qt Test classes in one executable; returns the number of failed test functions.
template <typename... Suites>
int runSuites(QCoreApplication&, int argc, char** argv)
{
    int failed = 0;
    const auto run = [&](QObject&& suite) { failed += QTest::qExec(&suite, argc, argv); };
    (run(Suites()), ...);
    return failed;
}

/// The same without a window.
template <typename... Suites>
int runSuites(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    return runSuites<Suites...>(application, argc, argv);
}

} // namespace interweave
