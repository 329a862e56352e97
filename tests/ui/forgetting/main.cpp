// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/support/run_suites.h"

#include <QApplication>

using namespace interweave;
using namespace interweave::ui;

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    return runSuites<TestForgettingPage, TestForgettingCharts, TestForgettingEvaluating>(
        application, argc, argv);
}
