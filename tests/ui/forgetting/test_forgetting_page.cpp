// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/forgetting/forgetting_page.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/scatter_chart.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/segmented.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

namespace interweave::ui {

class TestForgettingPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_workspace = std::make_shared<FakeWorkspace>();
        m_engine = std::make_unique<EngineThread>(
            [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
        m_library = std::make_unique<LibraryThread>(
            [workspace = m_workspace] { return std::make_unique<FakeLibrary>(workspace); });
        m_services.reset(new Services{*m_engine, *m_library, "/nowhere", {}});
    }
    void cleanup()
    {
        m_page.reset();
        m_engine.reset();
        m_library.reset();
    }

    void saysWhatWillBeHere()
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

    void offersTheFirstEvaluation()
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

    void showsTheNewestTwoRuns()
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

    void showsTextTasksOnAScaleOfTheirOwn()
    {
        addRuns();
        for (const auto& [run, branch, nats] : {std::tuple{"2", "base", 0.4}, {"2", "tuned", 3.9},
                 {"3", "base", 0.4}, {"3", "interwoven", 1.1}})
            addText(run, branch, nats);
        open();
        QTRY_VERIFY(shown("forgettingTextBars"));
        QCOMPARE(csvOf("forgettingTextBars").filter(QStringLiteral("stories,imsm,1.1")).size(), 1);
        QVERIFY(find<QLabel>("forgettingSentences")->text().contains(QLatin1String("nats")));
    }

    void drawsTheWayFromTheBaseToTheAdapter()
    {
        addRuns();
        for (const auto& [run, branch, nats] : {std::tuple{"2", "base", 0.4}, {"2", "tuned", 3.9},
                 {"3", "base", 0.4}, {"3", "interwoven", 1.1}})
            addText(run, branch, nats);
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
        QCOMPARE(nats.filter(QRegularExpression(QStringLiteral("^imsm,.*,0\\.(7|70000.*|6999.*),")))
                     .size(),
            1);
        QVERIFY(nats.filter(QRegularExpression(QStringLiteral("^old,"))).isEmpty()); // has no text
    }

    void showsWhatIsTicked()
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

    void looksAtOneSuiteOfSeveral()
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

    void aClickedPointIsShownOrLeftOut()
    {
        openWithRuns();
        QTRY_COMPARE(summaryRuns(), 2);
        const int old = static_cast<int>(
            csvOf("forgettingScatter").indexOf(QRegularExpression(QStringLiteral("^old,.*"))));
        QVERIFY(old > 0);
        Q_EMIT find<ScatterChart>("forgettingScatter")->pointClicked(old - 1);
        QTRY_COMPARE(summaryRuns(), 3);
    }

    void opensAPointInCompare()
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

    void listsTheRowsThatTheGateRescued()
    {
        addRuns();
        for (const auto& [run, branch, said] : {std::tuple{"2", "base", "sea"},
                 {"2", "tuned", "lake"}, {"3", "interwoven", "the sea"}})
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

    void sortsTheRowsByAClick()
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

    void saysWhyNoRowIsListed()
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

    void drawsARadarOnDemand()
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

    void laysThePaperOverTheBars()
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
        QCOMPARE(
            csvOf("forgettingBars").filter(mark), QStringList{mark + QStringLiteral(",79.15,,")});
        find<QWidget>("forgettingForm")->findChildren<QToolButton*>()[1]->click();
        QVERIFY(!shown("forgettingPaper"));
    }

    void anotherPageAsksForRuns()
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

    void evaluatesWithProgress()
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

    void cancelsAnEvaluation()
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

    void saysWhyAnEvaluationFailed()
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

    void waitsForATraining()
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

    void asksForTheBranchesThatTheRunHas()
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

    void exportsAndReports()
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

    void saysWhyNothingCanBeRead()
    {
        m_workspace->fail = true;
        open();
        QTRY_COMPARE(notice(), QStringLiteral("/nowhere/interweave.db: cannot be read"));
    }

    void readsAgainWhenRunsChange()
    {
        openWithRuns();
        QTRY_COMPARE(summaryRuns(), 2);
        m_library->ask(
            this, [](RunLibrary& library) { return library.remove("3"); },
            [this](const Outcome<std::string>&) { Q_EMIT m_library->runsChanged(); });
        QTRY_VERIFY(button("forgettingRuns")->text().startsWith(QLatin1String("old, lora")));
    }

private:
    /// Three runs of one model, each with a suite in its recipe; imsm is the newest.
    void addRuns()
    {
        addFakeRun(*m_workspace, "1", "old", false);
        addFakeRun(*m_workspace, "2", "lora", false);
        addFakeRun(*m_workspace, "3", "imsm", true);
        for (StoredRun& run : m_workspace->runs)
            run.summary.recipe += "eval:\n  suite: /suites/" + run.summary.id + ".yaml\n";
    }

    void addText(const std::string& run, const std::string& branch, double nats)
    {
        StoredEvaluation evaluation = m_workspace->evaluations[run].front();
        evaluation.result = fakeTaskResult("stories", branch, 0.0);
        evaluation.result.score.metrics
            = {{"cross_entropy", {nats, nats - 0.1, nats + 0.1}, "bootstrap", {}}};
        evaluation.result.texts.assign(300, {50, nats});
        m_workspace->evaluations[run].push_back(std::move(evaluation));
    }

    /// Behind the figures of facts: "Q1" … with this answer to each.
    void addAnswers(const std::string& run, const std::string& branch, const std::string& said)
    {
        for (StoredEvaluation& evaluation : m_workspace->evaluations[run])
            if (evaluation.result.task == "facts" && evaluation.result.branch == branch)
                for (int64_t line = 1; line <= evaluation.result.score.rows; ++line)
                    evaluation.result.predictions.push_back(
                        {line, "Q" + std::to_string(line), {"sea"}, said, 3, 1, false});
    }

    void open()
    {
        m_page = std::make_unique<ForgettingPage>(*m_services);
        m_page->resize(1104, 736);
        m_page->show();
        m_page->activate();
    }

    void openWithRuns()
    {
        addRuns();
        open();
    }

    template <class T>
    T* find(const char* name) const
    {
        T* const found = m_page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    QPushButton* button(const char* name) const { return find<QPushButton>(name); }
    bool shown(const char* name) const { return find<QWidget>(name)->isVisible(); }
    QStringList labels() const
    {
        QStringList texts;
        for (const QLabel* label : m_page->findChildren<QLabel*>())
            texts.append(label->text());
        return texts;
    }
    QString notice() const
    {
        return m_page->findChild<Notice*>({}, Qt::FindDirectChildrenOnly)->text();
    }
    int summaryRuns() const
    {
        return find<QTableView>("forgettingSummary")->model()->columnCount();
    }

    QStringList csvOf(const char* chart) const
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("chart.csv"));
        find<Chart>(chart)->exportTo(file);
        QFile written(file);
        return written.open(QIODevice::ReadOnly)
            ? QString::fromUtf8(written.readAll()).split(QLatin1Char('\n'))
            : QStringList();
    }

    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::shared_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<ForgettingPage> m_page;
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestForgettingPage)
#include "test_forgetting_page.moc"
