// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/support/run_suites.h"
#include "ui/widgets/theme.h"

#include <QApplication>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    interweave::ui::applyTheme(application, interweave::ui::ThemeChoice::Light);
    return interweave::runSuites<TestChartExports, TestChartInput, TestCharts, TestRadarChart>(
        application, argc, argv);
}
