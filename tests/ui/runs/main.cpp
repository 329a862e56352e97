// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/support/run_suites.h"
#include "tests/ui/runs/timed_application.h"
#include "ui/widgets/theme.h"

using namespace interweave;
using namespace interweave::ui;

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    applyTheme(application, ThemeChoice::Light);
    return runSuites<TestRunsPage, TestRunsPageChanges, TestRunsPageSpeed>(application, argc, argv);
}
