// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

namespace interweave::ui {

void TestForgettingPage::saysWhatWillBeHere()
{
    open();
    QTRY_VERIFY(shown("forgettingNoRuns"));
    QVERIFY(!button("forgettingEvaluate")->isEnabled());
    QVERIFY(!button("forgettingExport")->isEnabled());
    QSignalSpy demonstration(m_page.get(), &Page::demonstrationRequested);
    QSignalSpy train(m_page.get(), &Page::openTrainRequested);
    button("forgettingDemonstration")->click();
    button("forgettingTrain")->click();
    QCOMPARE(demonstration.count(), 1);
    QCOMPARE(train.count(), 1);
}

void TestForgettingPage::showsTheNewestTwoRuns()
{
    openWithRuns();
    QTRY_COMPARE(find<QTableView>("forgettingTable")->model()->rowCount(), 2);
    QVERIFY(button("forgettingRuns")->text().startsWith(QLatin1String("lora, imsm")));
    const QStringList bars = csvOf("forgettingBars");
    QVERIFY(bars.contains(QStringLiteral("facts,base,98,95,101")));
    QCOMPARE(bars.filter(QStringLiteral("where (target),imsm,100")).size(), 1);
    QVERIFY(bars.filter(QStringLiteral(",old,")).isEmpty());
    QVERIFY(!find<QWidget>("forgettingTextBars")->isVisible()); // there is no text task
    QCOMPARE(csvOf("forgettingScatter").size(), 5); // heading, every run, the last line's end
    const QString said = find<QLabel>("forgettingSentences")->text();
    QVERIFY(said.contains(QLatin1String("<b>imsm</b> keeps more of <b>facts</b> than")));
    QVERIFY(said.contains(QStringLiteral("+81.0\u00a0points")));
    QCOMPARE(find<QTableView>("forgettingSummary")->model()->columnCount(), 2);
}

void TestForgettingPage::showsWhatIsTicked()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    QAbstractItemModel* runs = find<QListView>("forgettingRunList")->model();
    QCOMPARE(runs->index(2, 0).data().toString(), QStringLiteral("old"));
    runs->setData(runs->index(2, 0), Qt::Checked, Qt::CheckStateRole);
    QTRY_COMPARE(summaryRuns(), 3);
    for (int row = 0; row < 3; ++row)
        runs->setData(runs->index(row, 0), Qt::Unchecked, Qt::CheckStateRole);
    QTRY_COMPARE(summaryRuns(), 0);
    QVERIFY(!button("forgettingReport")->isEnabled());
}

void TestForgettingPage::looksAtOneSuiteOfSeveral()
{
    addRuns();
    for (auto& [run, evaluations] : m_workspace->evaluations)
        for (StoredEvaluation& evaluation : evaluations)
            evaluation.result.suite
                = evaluation.result.task == evaluations.front().result.task ? "one" : "two";
    open();
    auto* const suites = find<QComboBox>("forgettingSuite");
    QTRY_COMPARE(suites->count(), 3);
    QVERIFY(suites->isVisible());
    auto* const table = find<QTableView>("forgettingTable")->model();
    QCOMPARE(table->rowCount(), 2);
    suites->setCurrentIndex(2);
    Q_EMIT suites->activated(2);
    QTRY_COMPARE(table->rowCount(), 1);
    QCOMPARE(suites->currentText(), QStringLiteral("two"));
    QCOMPARE(summaryRuns(), 2);
    suites->setCurrentIndex(0);
    Q_EMIT suites->activated(0);
    QTRY_COMPARE(table->rowCount(), 2);
}

void TestForgettingPage::anotherPageAsksForRuns()
{
    openWithRuns();
    m_page->showRuns({QStringLiteral("1")});
    QTRY_VERIFY(button("forgettingRuns")->text().startsWith(QLatin1String("old")));
    QTRY_COMPARE(summaryRuns(), 1);
    addFakeRun(*m_workspace, "9", "new", true);
    m_workspace->evaluations.erase("9");
    m_page->showRuns({QStringLiteral("9")});
    QTRY_VERIFY(notice().contains(QLatin1String("new has not been evaluated yet")));
    QCOMPARE(find<QComboBox>("evaluateRun")->currentText(), QStringLiteral("new"));
}

void TestForgettingPage::exportsAndReports()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    const QTemporaryDir folder;
    button("forgettingExport")->click();
    const QString csv = folder.filePath(QStringLiteral("scores.csv"));
    Q_EMIT find<QFileDialog>("forgettingExportDialog")->fileSelected(csv);
    QTRY_COMPARE(notice(), QStringLiteral("Written to ") + csv);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("facts,EM,300,0.98,0.95,1.01"));

    button("forgettingReport")->click();
    Q_EMIT find<QFileDialog>("forgettingReportDialog")->fileSelected(QStringLiteral("/r.html"));
    QTRY_COMPARE(notice(), QStringLiteral("Written to /r.html"));
    QCOMPARE(m_workspace->written.back(), std::string("/r.html"));
    button("forgettingExport")->click();
    for (auto* dialog : m_page->findChildren<QFileDialog*>())
        Q_EMIT dialog->fileSelected(QStringLiteral("/no/such/folder/a.csv"));
    QTRY_VERIFY(notice().contains(QLatin1String("cannot be written")));
}

void TestForgettingPage::saysWhyNothingCanBeRead()
{
    m_workspace->fail = true;
    open();
    QTRY_COMPARE(notice(), QStringLiteral("/nowhere/interweave.db: cannot be read"));
}

void TestForgettingPage::readsAgainWhenRunsChange()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    m_library->ask(
        this, [](RunLibrary& library) { return library.remove("3"); },
        [this](const Outcome<std::string>&) { Q_EMIT m_library->runsChanged(); });
    QTRY_VERIFY(button("forgettingRuns")->text().startsWith(QLatin1String("old, lora")));
}

} // namespace interweave::ui
