// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "ui/widgets/notice.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

namespace interweave::ui {

void TestForgettingEvaluating::offersTheFirstEvaluation()
{
    addFakeRun(*m_workspace, "1", "lora", false);
    m_workspace->evaluations.clear();
    open();
    QTRY_VERIFY(shown("forgettingNoScores"));
    button("forgettingFirstEvaluation")->click();
    QVERIFY(!shown("forgettingNoScores"));
    QVERIFY(shown("evaluateRun"));
    QVERIFY(!button("evaluateStart")->isEnabled()); // its recipe names no suite
    QVERIFY(find<QLabel>("evaluateHint")->isVisible());
    find<QComboBox>("evaluateSuite")->setEditText(QStringLiteral("/suite.yaml"));
    QVERIFY(button("evaluateStart")->isEnabled());
    button("evaluateClose")->click();
    QVERIFY(shown("forgettingNoScores"));
}

void TestForgettingEvaluating::evaluatesWithProgress()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    m_knobs->stepMs = 50;
    button("forgettingEvaluate")->click();
    QVERIFY(shown("evaluateRun"));
    QCOMPARE(find<QComboBox>("evaluateSuite")->currentText(), QStringLiteral("/suites/3.yaml"));
    QVERIFY(!shown("evaluateProgress"));
    QSignalSpy changed(m_library.get(), &LibraryThread::runsChanged);
    button("evaluateStart")->click();
    QVERIFY(shown("evaluateProgress"));
    QTRY_VERIFY(find<QProgressBar>("evaluateProgress")->value() > 0);
    QTRY_VERIFY(find<QLabel>("evaluateProgressText")->text().contains(QLatin1String(" left")));
    QVERIFY(find<QLabel>("evaluateProgressText")->text().startsWith(QLatin1String("facts: ")));
    QTRY_VERIFY(notice().startsWith(QLatin1String("The evaluation is done")));
    QVERIFY(shown("forgettingSentences"));
    QCOMPARE(changed.count(), 1);
}

void TestForgettingEvaluating::cancelsAnEvaluation()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    m_knobs->stepMs = 100;
    button("forgettingEvaluate")->click();
    button("evaluateStart")->click();
    QTRY_VERIFY(find<QProgressBar>("evaluateProgress")->value() > 0);
    button("evaluateCancel")->click();
    QTRY_VERIFY(find<Notice>("evaluateNotice")->text().startsWith(QLatin1String("Cancelled")));
    QVERIFY(button("evaluateStart")->isEnabled());
    QVERIFY(!shown("evaluateProgress"));
}

void TestForgettingEvaluating::saysWhyAnEvaluationFailed()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    m_knobs->fail = true;
    button("forgettingEvaluate")->click();
    button("evaluateStart")->click();
    QTRY_COMPARE(
        find<Notice>("evaluateNotice")->text(), QStringLiteral("model.gguf: is not there"));
    QVERIFY(shown("evaluateStart"));
}

void TestForgettingEvaluating::waitsForATraining()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    m_knobs->steps = 100'000;
    m_engine->train({"recipe.yaml", {}, {}});
    QTRY_VERIFY(m_engine->training());
    button("forgettingEvaluate")->click();
    QVERIFY(find<QLabel>("evaluateHint")->text().contains(QLatin1String("queue")));
    button("evaluateStart")->click();
    QVERIFY(find<QLabel>("evaluateProgressText")->text().startsWith(QLatin1String("Waiting")));
    m_engine->cancelTraining();
    QTRY_VERIFY(notice().startsWith(QLatin1String("The evaluation is done")));
}

void TestForgettingEvaluating::asksForTheBranchesThatTheRunHas()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    button("forgettingEvaluate")->click();
    auto* const runs = find<QComboBox>("evaluateRun");
    auto* const branches = find<QComboBox>("evaluateBranches");
    const auto interwoven = branches->model()->index(3, 0);
    runs->setCurrentIndex(runs->findText(QStringLiteral("imsm")));
    QVERIFY(branches->model()->flags(interwoven).testFlag(Qt::ItemIsEnabled));
    branches->setCurrentIndex(3);
    runs->setCurrentIndex(runs->findText(QStringLiteral("lora")));
    QVERIFY(!branches->model()->flags(interwoven).testFlag(Qt::ItemIsEnabled));
    QCOMPARE(branches->currentIndex(), 0);
    QCOMPARE(find<QComboBox>("evaluateSuite")->currentText(), QStringLiteral("/suites/2.yaml"));
}

} // namespace interweave::ui
