// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "ui/plots/scatter_chart.h"
#include "ui/widgets/segmented.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

namespace interweave::ui {

void TestForgettingCharts::showsTextTasksOnAScaleOfTheirOwn()
{
    addRuns();
    addTexts();
    open();
    QTRY_VERIFY(shown("forgettingTextBars"));
    QCOMPARE(csvOf("forgettingTextBars").filter(QStringLiteral("stories,imsm,1.1")).size(), 1);
    QVERIFY(find<QLabel>("forgettingSentences")->text().contains(QLatin1String("nats")));
}

void TestForgettingCharts::drawsTheWayFromTheBaseToTheAdapter()
{
    addRuns();
    addTexts();
    for (StoredEvaluation evaluation : m_workspace->evaluations["2"])
        if (evaluation.result.branch == "tuned") {
            evaluation.origin.blend = {Blend::Kind::AdapterScale, 0.5};
            evaluation.result.score.metrics.front().estimate.value *= 0.5;
            m_workspace->blends["2"].push_back(evaluation);
        }
    open();
    QTRY_COMPARE(summaryRuns(), 2);
    const QString step = QStringLiteral("\"lora, adapter scale 0.5\",50,50,50,");
    QCOMPARE(csvOf("forgettingScatter").filter(step + QStringLiteral("92,")).size(), 1);
    auto* const measure = find<Segmented>("forgettingMeasure");
    QVERIFY(measure->isVisible());
    QCOMPARE(measure->chosen(), 0);
    measure->findChildren<QAbstractButton*>().at(1)->click();
    const QStringList nats = csvOf("forgettingScatter");
    QCOMPARE(nats.filter(step + QStringLiteral("1.5")).size(), 1);
    QCOMPARE(
        nats.filter(QRegularExpression(QStringLiteral("^imsm,.*,0\\.(7|70000.*|6999.*),"))).size(),
        1);
    QVERIFY(nats.filter(QRegularExpression(QStringLiteral("^old,"))).isEmpty()); // has no text
}

void TestForgettingCharts::aClickedPointIsShownOrLeftOut()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    const int old = static_cast<int>(
        csvOf("forgettingScatter").indexOf(QRegularExpression(QStringLiteral("^old,.*"))));
    QVERIFY(old > 0);
    Q_EMIT find<ScatterChart>("forgettingScatter")->pointClicked(old - 1);
    QTRY_COMPARE(summaryRuns(), 3);
}

void TestForgettingCharts::opensAPointInCompare()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    QSignalSpy compare(m_page.get(), &Page::openCompareRequested);
    Q_EMIT find<ScatterChart>("forgettingScatter")->pointActionChosen(0);
    Q_EMIT find<ScatterChart>("forgettingScatter")->pointActionChosen(99);
    QCOMPARE(compare.count(), 1);
    QVERIFY(compare[0][0].toString() == QLatin1String("2")
        || compare[0][0].toString() == QLatin1String("3"));
    QVERIFY(compare[0][1].toString().isEmpty());
}

void TestForgettingCharts::listsTheRowsThatTheGateRescued()
{
    addRuns();
    for (const auto& [run, branch, said] :
        {std::tuple{"2", "base", "sea"}, {"2", "tuned", "lake"}, {"3", "interwoven", "the sea"}})
        addAnswers(run, branch, said);
    open();
    auto* const flips = find<QTableView>("forgettingFlips");
    QTRY_COMPARE(flips->model()->rowCount(), 243); // 93 % of 300 less 12 %
    QVERIFY(flips->isVisible());
    QVERIFY(labels().contains(QStringLiteral("243 rescued · 0 lost")));
    const QString whose = find<QLabel>("forgettingFlipsExplanation")->text();
    QVERIFY(whose.startsWith(QLatin1String("imsm against lora, 300 rows")));
    QVERIFY(!find<QComboBox>("forgettingFlipRuns")->isVisible()); // one run has a gate
    QSignalSpy compare(m_page.get(), &Page::openCompareRequested);
    flips->setCurrentIndex(flips->model()->index(1, 2));
    QTest::keyClick(flips, Qt::Key_Return);
    QCOMPARE(compare.count(), 1);
    const QPoint second = flips->visualRect(flips->model()->index(1, 0)).center();
    QTest::mouseClick(flips->viewport(), Qt::LeftButton, {}, second); // as a person's begins
    QTest::mouseDClick(flips->viewport(), Qt::LeftButton, {}, second);
    QCOMPARE(compare.count(), 2);
    flips->findChild<QAction*>(QStringLiteral("forgettingOpenFlip"))->trigger();
    QCOMPARE(compare.count(), 3);
    for (const QList<QVariant>& asked : compare)
        QCOMPARE(asked, (QList<QVariant>{QStringLiteral("3"), QStringLiteral("Q38")}));
}

void TestForgettingCharts::sortsTheRowsByAClick()
{
    addRuns();
    for (const auto& [run, branch] : {std::pair{"2", "tuned"}, {"3", "interwoven"}})
        addAnswers(run, branch, "sea");
    auto& exact = m_workspace->evaluations["2"][1].result.score.metrics[0].rows;
    exact[299] = 1.0; // lost by the gate
    open();
    auto* const flips = find<QTableView>("forgettingFlips");
    QTRY_COMPARE(flips->model()->rowCount(), 244);
    const auto first = [&] { return flips->model()->index(0, 0).data().toString(); };
    QCOMPARE(first(), QStringLiteral("▲ 37"));
    QHeaderView* const head = flips->horizontalHeader();
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {},
        QPoint(head->sectionViewportPosition(0) + 10, head->height() / 2));
    QCOMPARE(first(), QStringLiteral("▼ 300"));
}

void TestForgettingCharts::saysWhyNoRowIsListed()
{
    openWithRuns(); // scores without the answers behind them
    QTRY_COMPARE(summaryRuns(), 2);
    QVERIFY(find<QLabel>("forgettingNoFlips")->isVisible());
    QVERIFY(find<QLabel>("forgettingNoFlips")->text().contains(QLatin1String("Evaluate")));
    QAbstractItemModel* const runs = find<QListView>("forgettingRunList")->model();
    runs->setData(runs->index(0, 0), Qt::Unchecked, Qt::CheckStateRole); // imsm
    QTRY_COMPARE(summaryRuns(), 1);
    QVERIFY(find<QLabel>("forgettingNoFlips")->text().contains(QLatin1String("has a gate")));
}

void TestForgettingCharts::drawsARadarOnDemand()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    QVERIFY(!shown("forgettingRadar"));
    const auto segments = find<QWidget>("forgettingForm")->findChildren<QToolButton*>();
    QCOMPARE(segments.size(), 3);
    segments[2]->click();
    QVERIFY(shown("forgettingRadar"));
    QCOMPARE(csvOf("forgettingRadar").filter(QStringLiteral("facts,imsm,94.8")).size(), 1);
    QVERIFY(csvOf("forgettingRadar").filter(QStringLiteral("where")).isEmpty());
    QVERIFY(find<QLabel>("forgettingRadarCaption")->text().contains(QLatin1String("where")));
    segments[0]->click();
    QVERIFY(shown("forgettingBars"));
}

void TestForgettingCharts::laysThePaperOverTheBars()
{
    openWithRuns();
    QTRY_COMPARE(summaryRuns(), 2);
    QVERIFY(!shown("forgettingPaper")); // it knows neither facts nor where
    StoredEvaluation known = m_workspace->evaluations["3"].back();
    known.result = fakeTaskResult("ropes", "interwoven", 0.8);
    m_workspace->evaluations["3"].push_back(known);
    m_page->refresh();
    QTRY_VERIFY(shown("forgettingPaper"));
    const QString mark = QStringLiteral("ropes,\"Paper: ChatGLM3-6B, LoRA + IMSM on ROPES\"");
    QVERIFY(csvOf("forgettingBars").filter(mark).isEmpty()); // off at first
    find<QCheckBox>("forgettingPaper")->click();
    QCOMPARE(csvOf("forgettingBars").filter(mark), QStringList{mark + QStringLiteral(",79.15,,")});
    find<QWidget>("forgettingForm")->findChildren<QToolButton*>()[1]->click();
    QVERIFY(!shown("forgettingPaper"));
}

} // namespace interweave::ui
