// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "ui/plots/line_chart.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

namespace interweave::ui {

void TestRunsPage::nothingYetOffersTheFirstRun()
{
    open();
    QTRY_COMPARE(child<QStackedWidget>("runsStack").currentIndex(), 1);
    QSignalSpy demonstration(m_page.get(), &RunsPage::demonstrationRequested);
    QSignalSpy train(m_page.get(), &Page::openTrainRequested);
    child<QPushButton>("runsDemonstration").click();
    child<QPushButton>("runsEmptyNew").click();
    child<QPushButton>("runsNew").click();
    QCOMPARE(demonstration.count(), 1);
    QCOMPARE(train.count(), 2);
    QVERIFY(!child<QPushButton>("runsReport").isEnabled());
}

void TestRunsPage::listsTheNewestFirstAndShowsIt()
{
    openWith({"one", "two", "three"});
    QCOMPARE(cell(0, 0), QStringLiteral("three"));
    QTRY_COMPARE(chart(0).lines().size(), 1U);
    QCOMPARE(chart(0).lines()[0].name, QStringLiteral("three"));
    QCOMPARE(child<QComboBox>("curvesSeries0").currentText(), QStringLiteral("loss"));
    QCOMPARE(child<QComboBox>("curvesSeries1").currentText(), QStringLiteral("gate_mean"));
    QCOMPARE(child<QTableView>("configurationTable").model()->columnCount(), 2);
}

void TestRunsPage::theFirstRunIsShownWhenItComes()
{
    open();
    QTRY_COMPARE(child<QStackedWidget>("runsStack").currentIndex(), 1);
    QVERIFY(child<QComboBox>("curvesSeries0").isHidden()); // there is nothing to choose from
    settle();
    addFakeRun(*m_workspace, "run-0", "one"); // no job runs now
    Q_EMIT m_library->runsChanged();
    QTRY_COMPARE(chart(0).lines().size(), 1U);
    QVERIFY(child<QComboBox>("curvesSeries0").isVisible());
}

void TestRunsPage::searchKeepsWhatMatches()
{
    openWith({"red", "green", "greenish"});
    QTest::keyClicks(&child<QLineEdit>("runsSearch"), "GREEN fin");
    QCOMPARE(table().model()->rowCount(), 2);
    QTest::keyClicks(&child<QLineEdit>("runsSearch"), "zzz");
    QCOMPARE(table().model()->rowCount(), 0);
    child<QLineEdit>("runsSearch").clear();
    QCOMPARE(table().model()->rowCount(), 3);
}

void TestRunsPage::asksOnlyForTheChosenCurvesAndOnlyOnce()
{
    openWith({"a", "b", "c", "d"});
    QTRY_COMPARE(chart(0).lines().size(), 1U); // run-3, the newest
    choose({1, 2});
    QTRY_COMPARE(chart(0).lines().size(), 2U);
    choose({1});
    QTRY_COMPARE(chart(0).lines().size(), 1U);
    settle();
    std::vector<std::string> asked = m_log->curves;
    std::sort(asked.begin(), asked.end());
    QCOMPARE(asked,
        (std::vector<std::string>{"run-1/gate_mean", "run-1/loss", "run-2/gate_mean", "run-2/loss",
            "run-3/gate_mean", "run-3/loss"}));

    auto& series = child<QComboBox>("curvesSeries1");
    series.setCurrentText("learning_rate");
    Q_EMIT series.activated(series.currentIndex());
    QTRY_COMPARE(chart(1).lines()[0].y.front(), 1e-3 * 0.99);
    choose({0, 1});
    QTRY_COMPARE(chart(1).lines().size(), 2U);
    QCOMPARE(series.currentText(), QStringLiteral("learning_rate"));
}

void TestRunsPage::hoverIsLinked()
{
    openWith({"a"});
    QTRY_COMPARE(chart(0).lines().size(), 1U);
    const QImage before = chart(1).grab().toImage();
    QTest::mouseMove(&chart(0), chart(0).rect().center());
    QTRY_VERIFY(chart(1).grab().toImage() != before); // it has the cursor now
}

void TestRunsPage::configurationsSideBySide()
{
    addFakeRun(*m_workspace, "run-0", "imsm", true);
    addFakeRun(*m_workspace, "run-1", "lora", false);
    open();
    QTRY_COMPARE(table().model()->rowCount(), 2);
    QTRY_COMPARE(child<QTableView>("configurationTable").model()->columnCount(), 2);
    table().selectAll();
    const QAbstractItemModel& model = *child<QTableView>("configurationTable").model();
    QTRY_COMPARE(model.columnCount(), 3);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("method.siamese"));
    QTest::keyClicks(&child<QLineEdit>("configurationSearch"), "rate");
    QCOMPARE(model.rowCount(), 0);
}

void TestRunsPage::withoutAGateThereIsNothingToCompare()
{
    addFakeRun(*m_workspace, "run-0", "lora", false);
    open();
    QTRY_VERIFY(child<QAction>("openForgetting").isEnabled());
    QVERIFY(!child<QAction>("openCompare").isEnabled());
    QVERIFY(child<QAction>("openCompare").toolTip().contains("no trained gate"));
}

void TestRunsPage::opensOnOtherPages()
{
    openWith({"one", "two"});
    QSignalSpy gate(m_page.get(), &Page::openGateRequested);
    QSignalSpy compare(m_page.get(), &Page::openCompareRequested);
    QSignalSpy forgetting(m_page.get(), &Page::openForgettingRequested);
    QTRY_VERIFY(child<QAction>("openGate").isEnabled());
    trigger("openGate");
    trigger("openCompare");
    QCOMPARE(gate.takeFirst(), QVariantList{"run-1"});
    QCOMPARE(compare.takeFirst(), (QVariantList{"run-1", QString()})); // without a prompt
    table().selectAll();
    QTRY_VERIFY(!child<QAction>("openGate").isEnabled());
    QVERIFY(!child<QAction>("openGate").toolTip().isEmpty());
    trigger("openForgetting");
    QCOMPARE(forgetting.takeFirst()[0].toStringList().size(), 2);
}

void TestRunsPage::writesFiles()
{
    QTemporaryDir folder;
    openWith({"one"});
    child<QPushButton>("runsReport").click();
    answer(folder.filePath("r.html"));
    QTRY_VERIFY(noticeText().contains("r.html"));
    settle();
    QCOMPARE(m_workspace->written, std::vector{folder.filePath("r.html").toStdString()});
    for (const auto& [action, file] : {std::pair{"exportTable", "t.csv"},
             std::pair{"exportCurves", "c.csv"}, std::pair{"exportJson", "j.json"}}) {
        trigger(action);
        answer(folder.filePath(file));
        QTRY_VERIFY(QFileInfo(folder.filePath(file)).size() > 20);
    }
    trigger("exportFolder");
    answer(folder.path());
    QTRY_VERIFY(noticeText().contains(folder.path()));
    settle();
    QCOMPARE(m_workspace->written.back(), folder.filePath("run-0").toStdString());
}

void TestRunsPage::followsTheTraining()
{
    openWith({"one"});
    const auto knobs = m_knobs;
    knobs->steps = 5;
    addFakeRun(*m_workspace, "run-9", "new"); // no job runs now
    m_engine->train({"recipe.yaml", {}, {}});
    QTRY_COMPARE(table().model()->rowCount(), 2);
}

void TestRunsPage::aFailureIsShown()
{
    m_workspace->fail = true;
    open();
    QTRY_VERIFY(noticeText().contains("cannot be read"));
}

} // namespace interweave::ui
