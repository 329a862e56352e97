// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include <QAction>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QtTest>

namespace interweave::ui {

void TestRunsPageChanges::renamesAndTagsInPlace()
{
    openWith({"one"});
    edit(Qt::Key_F2, Qt::NoModifier, "better");
    QTRY_COMPARE(cell(0, 0), QStringLiteral("better"));
    edit(Qt::Key_T, Qt::ControlModifier, "paper, best");
    settle();
    QCOMPARE(m_workspace->runs[0].summary.name, std::string("better"));
    QCOMPARE(m_workspace->runs[0].tags.size(), 2U);
    edit(Qt::Key_T, Qt::ControlModifier, "best");
    settle();
    QCOMPARE(m_workspace->runs[0].tags, std::vector<std::string>{"best"});
}

void TestRunsPageChanges::notesSaveThemselves()
{
    openWith({"one", "two"});
    trigger("noteRun");
    auto& notes = child<QPlainTextEdit>("runNotes");
    QTRY_VERIFY(notes.isEnabled());
    QTest::keyClicks(&notes, "too hot");
    QTRY_VERIFY(cell(0, 7).contains("too hot")); // after the pause
    notes.setPlainText("cooler");
    choose({1}); // another run: what was written goes to its own
    QTRY_COMPARE(cell(0, 7), QStringLiteral("cooler"));
    QTRY_COMPARE(notes.toPlainText(), QString());
    settle();
    QCOMPARE(m_workspace->runs[1].notes, std::string("cooler"));
    QVERIFY(m_workspace->runs[0].notes.empty());
}

void TestRunsPageChanges::deletesAndUndoes()
{
    openWith({"one", "two", "three"});
    choose({0, 2});
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Delete);
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(0, 0), QStringLiteral("two"));
    QTRY_COMPARE(m_toasts.size(), 1);
    m_undo();
    QTRY_COMPARE(table().model()->rowCount(), 3);
    choose({1});
    trigger("removeRun");
    QTRY_COMPARE(m_toasts.size(), 2);
    QVERIFY(m_toasts[1].contains("two"));
}

void TestRunsPageChanges::saysWhatWasRefused()
{
    m_log->trained = {"run-0"};
    openWith({"one", "two"});
    choose({0, 1});
    trigger("removeRun");
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QTRY_VERIFY(noticeText().contains("is being trained"));
    choose({0});
    edit(Qt::Key_F2, Qt::NoModifier, "better"); // which succeeds: the error is past
    QTRY_VERIFY(child<QWidget>("noticeText").parentWidget()->isHidden());
}

void TestRunsPageChanges::deletedRunsComeBackOrGoForGood()
{
    openWith({"one", "two"});
    table().selectAll();
    trigger("removeRun");
    QTRY_COMPARE(table().model()->rowCount(), 0);
    QCOMPARE(child<QStackedWidget>("runsStack").currentIndex(), 0);
    const QList<QAbstractButton*> sides
        = child<QWidget>("runsSide").findChildren<QAbstractButton*>();
    sides[1]->click();
    auto& deleted = child<QTableView>("deletedTable");
    QTRY_COMPARE(deleted.model()->rowCount(), 2);
    deleted.selectRow(0);
    trigger("restoreRun");
    QTRY_COMPARE(deleted.model()->rowCount(), 1);
    deleted.selectRow(0);
    trigger("purgeRun");
    QTRY_VERIFY(m_page->findChild<QMessageBox*>("purgeQuestion"));
    child<QPushButton>("purgeConfirm").click();
    QTRY_COMPARE(deleted.model()->rowCount(), 0);
    settle();
    QVERIFY(m_workspace->deleted.empty());
    QCOMPARE(m_workspace->runs.size(), 1U);
}

void TestRunsPageChanges::aRunThatWasCutOffCanGoOn()
{
    addFakeRun(*m_workspace, "run-0", "one");
    addFakeRun(*m_workspace, "run-1", "two");
    m_workspace->runs[0].summary.status = "interrupted";
    m_workspace->runs[0].summary.step = 40;
    open();
    QTRY_VERIFY(noticeText().contains("one was cut off at step 40"));
    QSignalSpy resume(m_page.get(), &Page::resumeRequested);
    child<QPushButton>("noticeAction").click();
    QCOMPARE(resume.takeFirst(), QVariantList{"run-0"});
    QVERIFY(!child<QAction>("resumeRun").isEnabled()); // the newest is chosen, it finished
    choose({rowNamed("one")});
    QTRY_VERIFY(child<QAction>("resumeRun").isEnabled());
    trigger("resumeRun");
    QCOMPARE(resume.count(), 1);
}

} // namespace interweave::ui
