// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "tests/ui/runs/timed_application.h"
#include "ui/plots/line_chart.h"

#include <QTableView>
#include <QtTest>

namespace interweave::ui {

namespace {

constexpr double kHandlerMs = 100.0;

TimedApplication& application()
{
    return *static_cast<TimedApplication*>(qApp);
}

} // namespace

void TestRunsPageSpeed::aThousandRunsOpenAtOnce()
{
    for (int i = 0; i < 1'000; ++i)
        addFakeRun(
            *m_workspace, "run-" + std::to_string(i), "name " + std::to_string(i), i % 2 == 0, 2);
    open();
    application().all = application().dearest = 0.0;
    QTRY_COMPARE(table().model()->rowCount(), 1'000);
    settle();
    qInfo(
        "window thread: %.1f ms, dearest event %.1f ms", application().all, application().dearest);
    QVERIFY(application().all < 200.0);
    QVERIFY(application().dearest < kHandlerMs);

    choose({500});
    m_workspace->runs[3].notes = "changed";
    application().all = 0.0;
    m_page->refresh();
    QTRY_VERIFY(rowNamed("name 3") >= 0 && cell(rowNamed("name 3"), 7) == "changed");
    QVERIFY(application().all < 200.0);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table().selectionModel()->selectedRows()[0].row(), 500);
}

void TestRunsPageSpeed::twoHundredLongCurvesDoNotStutter()
{
    for (int i = 0; i < 200; ++i)
        addFakeRun(
            *m_workspace, "run-" + std::to_string(i), "name " + std::to_string(i), true, 10'000);
    open();
    QTRY_COMPARE(table().model()->rowCount(), 200);
    QTRY_COMPARE(chart(0).lines().size(), 1U);
    application().dearest = 0.0;
    double before = threadMs();
    table().selectAll();
    QVERIFY(threadMs() - before < kHandlerMs);
    QTRY_COMPARE_WITH_TIMEOUT(chart(0).lines().size(), 200U, 60'000);
    QCOMPARE(chart(0).lines()[7].x.size(), 10'000);
    settle();
    qInfo("dearest event %.1f ms", application().dearest);
    QVERIFY(application().dearest < kHandlerMs);

    application().dearest = 0.0;
    QTest::mouseMove(&chart(0), chart(0).rect().center());
    QTest::mouseMove(&chart(0), chart(0).rect().center() + QPoint(20, 5));
    settle();
    qInfo("dearest event of pointing %.1f ms", application().dearest);
    QVERIFY(application().dearest < kHandlerMs);
}

} // namespace interweave::ui
