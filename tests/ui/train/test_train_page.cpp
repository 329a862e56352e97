// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/train/curves_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/line_chart.h"
#include "ui/widgets/segmented.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

namespace interweave::ui {

class TestTrainPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_runs = std::make_shared<FakeWorkspace>();
        m_engine = std::make_unique<EngineThread>(
            [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
        m_library = std::make_unique<LibraryThread>(
            [runs = m_runs] { return std::make_unique<FakeLibrary>(runs); });
        m_services = std::make_unique<Services>(
            Services{*m_engine, *m_library, m_folder.path().toStdString(),
                [this](const QString& text, const QString&, const std::function<void()>&) {
                    m_toast = text;
                }});
        m_page = std::make_unique<TrainPage>(*m_services);
        m_page->resize(1104, 736);
        m_page->show();
        QTRY_VERIFY(button("trainStart")->isEnabled()); // the first preset has been checked
    }
    void cleanup()
    {
        m_page.reset();
        m_engine.reset();
        m_library.reset();
    }

    void beginsWithTheDemonstration()
    {
        QCOMPARE(child<QComboBox>("preset")->count(), 5);
        QCOMPARE(child<QLineEdit>("train.batch_size")->text(), QStringLiteral("16"));
        QVERIFY(child<QCheckBox>("method.siamese")->isChecked());
        QTRY_COMPARE(labels("estimateCard").value(QStringLiteral("Steps")), QStringLiteral("200"));
        QCOMPARE(labels("estimateCard").value(QStringLiteral("Time")), QStringLiteral("4 min 5 s"));
        QSignalSpy demonstration(m_page.get(), &Page::demonstrationRequested);
        button("trainDemonstration")->click();
        QCOMPARE(demonstration.count(), 1);
    }

    void whatIsTypedBecomesYamlCommandAndRequest()
    {
        type("train.batch_size", "8");
        QTRY_VERIFY(command().endsWith(QStringLiteral(" --set train.batch_size=8")));
        QVERIFY(child<QPlainTextEdit>("recipeYaml")->toPlainText().contains("batch_size: 8"));
        QTRY_VERIFY(button("trainStart")->isEnabled());
        button("trainStart")->click();
        QTRY_COMPARE(trainings().size(), size_t{1});
        QCOMPARE(trainings()[0].overrides, (std::vector<std::string>{"train.batch_size=8"}));
    }

    void aProblemStandsUnderItsField()
    {
        QLabel* const problem = child<QLabel>("problem:method.lora.rank");
        type("method.lora.rank", "0");
        QVERIFY(!button("trainStart")->isEnabled());
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(QStringLiteral("expected")));
        QVERIFY(!button("trainStart")->isEnabled());
        QVERIFY(child<QLineEdit>("method.lora.rank")->property("invalid").toString() == "true");
        type("method.lora.rank", "many");
        QTRY_VERIFY(problem->text().contains(QStringLiteral("whole number")));
        type("method.lora.rank", "4");
        QTRY_VERIFY(button("trainStart")->isEnabled());
        QVERIFY(!problem->isVisible());
    }

    void aProblemOfAHiddenFieldIsSaidToo()
    {
        QLabel* const problem = child<QLabel>("recipeProblem");
        child<QAbstractButton>("moreFields")->click();
        type("method.lora.dropout", "2");
        QTRY_VERIFY(child<QLabel>("problem:method.lora.dropout")->isVisible());
        QVERIFY(!problem->isVisible());
        child<QAbstractButton>("moreFields")->click();
        QVERIFY(problem->isVisible());
        QVERIFY(problem->text().startsWith(QStringLiteral("method.lora.dropout: ")));
    }

    void fullTrainingHasNoGate()
    {
        auto* const peft = child<QComboBox>("method.peft");
        peft->setCurrentText(QStringLiteral("full"));
        Q_EMIT peft->textActivated(QStringLiteral("full"));
        QVERIFY(!child<QCheckBox>("method.siamese")->isEnabled());
        QVERIFY(!child<QCheckBox>("method.siamese")->isChecked());
        QVERIFY(child<QLabel>("problem:method.siamese")->text().contains("no base model"));
        QTRY_VERIFY(command().contains(QStringLiteral("method.siamese=false")));
    }

    void aPresetThatNeedsAModelAsksForIt()
    {
        m_page->usePresetWithOwnModel();
        QTRY_VERIFY(child<QLabel>("problem:model")->isVisible());
        QVERIFY(!button("trainStart")->isEnabled());
        type("model", m_folder.path());
        QTRY_VERIFY(child<QLabel>("problem:data.train.path")->isVisible());
        QVERIFY(!child<QLabel>("problem:model")->isVisible());
        type("data.train.path", m_folder.path()); // whether it has rows is the engine's affair
        QTRY_VERIFY(button("trainStart")->isEnabled());
    }

    void showsLivePointsAndFinishes()
    {
        m_knobs->steps = 30;
        button("trainStart")->click();
        QVERIFY(!button("trainStart")->isEnabled()); // once
        QTRY_COMPARE(button("trainStart")->text(), QStringLiteral("New run"));
        QTRY_VERIFY(noticeText().contains(QStringLiteral(" is finished: loss ")));
        auto* const chart = child<LineChart>("lossChart");
        QTRY_VERIFY(chart->lines().size() == 1 && chart->lines()[0].x.size() == 30);
        QCOMPARE(chart->lines()[0].name, QStringLiteral("interwoven"));
        QCOMPARE(chart->lines()[0].raw.size(), 30);
        QTRY_COMPARE(child<QProgressBar>("trainBar")->value(), 100);
        QVERIFY(!button("trainPause")->isVisible());
        QSignalSpy gate(m_page.get(), &Page::openGateRequested);
        child<QAbstractButton>("noticeAction")->click();
        QCOMPARE(gate.count(), 1);
        QCOMPARE(gate[0][0].toString(), QStringLiteral("20261124-100000-fake"));
        // A new run begins with what was written before.
        button("trainStart")->click();
        QTRY_VERIFY(button("trainStart")->isEnabled());
        QCOMPARE(button("trainStart")->text(), QStringLiteral("Start"));
        QVERIFY(!child<QLineEdit>("train.batch_size")->isReadOnly());
    }

    void pausesGoesOnAndStops()
    {
        startLong();
        QVERIFY(child<QLineEdit>("train.batch_size")->isReadOnly()); // the run's own, to look at
        button("trainPause")->click();
        QTRY_VERIFY([&] {
            const int64_t before = m_knobs->trained;
            QTest::qWait(30);
            return before == m_knobs->trained;
        }());
        const int64_t paused = m_knobs->trained;
        m_engine->proceedTraining();
        QTRY_VERIFY(m_knobs->trained > paused);
        button("trainStop")->click();
        QTRY_VERIFY(noticeText().startsWith(QStringLiteral("Stopped at step ")));
        QCOMPARE(child<QAbstractButton>("noticeAction")->text(), QStringLiteral("Resume"));
        m_knobs->steps = 5;
        child<QAbstractButton>("noticeAction")->click();
        QTRY_COMPARE(trainings().size(), size_t{2});
        QCOMPARE(trainings()[1].resume, std::string("20261124-100000-fake"));
    }

    void aSecondRunWaits()
    {
        startLong();
        button("trainStart")->click(); // New run
        QTRY_VERIFY(button("trainStart")->isEnabled());
        type("train.batch_size", "4");
        QTRY_VERIFY(command().contains(QStringLiteral("batch_size=4")));
        QTRY_VERIFY(button("trainStart")->isEnabled());
        button("trainStart")->click();
        QCOMPARE(m_toast, QStringLiteral("Starts after fake."));
        QCOMPARE(trainings().size(), size_t{1});
        QTRY_COMPARE( // the form shows the run that trains
            child<QLineEdit>("train.batch_size")->text(), QStringLiteral("16"));
        m_knobs->steps = 5;
        button("trainCancel")->click();
        QTRY_COMPARE(trainings().size(), size_t{2});
        QCOMPARE(trainings()[1].overrides, (std::vector<std::string>{"train.batch_size=4"}));
        QTRY_COMPARE(child<QLineEdit>("train.batch_size")->text(), QStringLiteral("4"));
    }

    void aRunThatWaitsCanBeTakenOut()
    {
        QVERIFY(!button("trainWaiting")->isVisible());
        startLong();
        button("trainStart")->click(); // New run
        QTRY_VERIFY(button("trainStart")->isEnabled());
        button("trainStart")->click();
        QTRY_COMPARE(button("trainWaiting")->text(), QStringLiteral("1 waiting"));
        QVERIFY(button("trainWaiting")->isVisible());
        const QList<QAction*> actions = child<QPushButton>("trainWaiting")->menu()->actions();
        QCOMPARE(actions.size(), 1);
        QCOMPARE(actions[0]->text(), QStringLiteral("Remove imsm"));
        actions[0]->trigger();
        QTRY_VERIFY(!button("trainWaiting")->isVisible());
        button("trainCancel")->click();
        QTRY_VERIFY(noticeText().startsWith(QStringLiteral("Cancelled")));
        QCOMPARE(trainings().size(), size_t{1});
    }

    void aSweepIsMadeOfTheForm()
    {
        type("train.batch_size", "8");
        QTRY_VERIFY(button("trainStart")->isEnabled());
        button("trainSweep")->click();
        QVERIFY(child<QWidget>("sweepPanel")->isVisible());
        QVERIFY(!child<QWidget>("trainSettings")->isVisible());
        QVERIFY(!button("trainStart")->isVisible());
        auto* const runs = child<QTableView>("sweepPreviewRuns");
        QTRY_COMPARE(runs->model()->rowCount(), 1);
        QVERIFY(runs->model()
                    ->index(0, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("train.batch_size=8")));
        QVERIFY(runs->isVisible());
        QTRY_VERIFY([&] {
            for (const QLabel* const label :
                child<QWidget>("sweepPreview")->findChildren<QLabel*>())
                if (label->text() == QStringLiteral("1 run · about 4 min 5 s of training"))
                    return true;
            return false;
        }());
        button("sweepClose")->click();
        QVERIFY(child<QWidget>("trainSettings")->isVisible());
        QVERIFY(button("trainStart")->isVisible());
    }

    void outOfMemoryOffersHalfTheBatch()
    {
        m_knobs->memoryEndsAt = 3;
        button("trainStart")->click();
        QTRY_VERIFY(noticeText().startsWith(QStringLiteral("Memory ran out.")));
        m_knobs->memoryEndsAt = 0;
        child<QAbstractButton>("noticeAction")->click();
        QTRY_COMPARE(trainings().size(), size_t{2});
        QCOMPARE(trainings()[1].overrides,
            (std::vector<std::string>{"train.batch_size=8", "train.gradient_accumulation=2"}));
    }

    void aRunThatNeverBeganLeadsBackToItsRecipe()
    {
        m_knobs->fail = true;
        button("trainStart")->click();
        QTRY_COMPARE(noticeText(), QStringLiteral("model.gguf: is not there"));
        QCOMPARE(button("trainStart")->text(), QStringLiteral("Start"));
        QTRY_VERIFY(!child<QLineEdit>("train.batch_size")->isReadOnly());
    }

    void anInterruptedRunIsOneClickAway()
    {
        addFakeRun(*m_runs, "run-1", "night");
        m_runs->runs[0].summary.status = "interrupted";
        m_page->activate();
        QTRY_VERIFY(noticeText().startsWith(QStringLiteral("night was cut off at step 100")));
        m_knobs->steps = 120;
        child<QAbstractButton>("noticeAction")->click();
        QTRY_COMPARE(trainings().size(), size_t{1});
        QCOMPARE(trainings()[0].resume, std::string("run-1"));
    }

    void aResumedRunBringsItsEarlierPoints()
    {
        MetricSeries loss{"loss", {}, {}};
        for (int64_t step = -9; step <= 0; ++step) { // the fake counts from 1
            loss.steps.push_back(step);
            loss.values.push_back(4.0);
        }
        m_runs->series["20261124-100000-fake"] = {loss};
        m_knobs->steps = 10;
        m_page->showResume(QStringLiteral("20261124-100000-fake"));
        QTRY_VERIFY(noticeText().contains(QStringLiteral(" is finished")));
        auto* const chart = child<LineChart>("lossChart");
        QTRY_VERIFY(!chart->lines().empty() && chart->lines()[0].x.size() == 20);
    }

    void watchedTasksStandInColour()
    {
        startLong();
        WatchedScores scores;
        scores.step = 50;
        scores.retention = {
            {"facts", "EM", {0.5, 0, 0}, {0.98, 0, 0}, {-0.48, -0.5, -0.4}, Estimate{0.51, 0, 0}}};
        Q_EMIT m_engine->suiteWatched(scores);
        QCOMPARE(child<QLabel>("kept:facts")->text(), QStringLiteral("51 %"));
        QCOMPARE(child<QLabel>("kept:facts")->property("role").toString(), QStringLiteral("worse"));
        button("trainCancel")->click();
        QTRY_VERIFY(noticeText().startsWith(QStringLiteral("Cancelled")));
    }

    void exportsThePoints()
    {
        m_knobs->steps = 10;
        button("trainStart")->click();
        QTRY_VERIFY(noticeText().contains(QStringLiteral(" is finished")));
        const QString file = m_folder.filePath(QStringLiteral("points.csv"));
        m_page->exportPoints(file);
        QTRY_COMPARE(m_toast, QStringLiteral("Written to points.csv"));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), 11);
    }

private:
    template <class T>
    T* child(const char* name)
    {
        T* const found = m_page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    QAbstractButton* button(const char* name) { return child<QAbstractButton>(name); }
    QString noticeText()
    {
        return child<QLabel>("noticeText")->isVisible() ? child<QLabel>("noticeText")->text()
                                                        : QString();
    }
    QString command() { return child<QPlainTextEdit>("recipeCommand")->toPlainText(); }

    void type(const char* field, const QString& text)
    {
        auto* const line = child<QLineEdit>(field);
        line->setText(text);
        Q_EMIT line->textEdited(text);
    }

    /// The facts of a card by their names.
    QMap<QString, QString> labels(const char* card)
    {
        QMap<QString, QString> facts;
        const QList<QLabel*> all = child<QWidget>(card)->findChildren<QLabel*>();
        for (int i = 0; i + 1 < all.size(); ++i)
            facts[all[i]->text()] = all[i + 1]->text();
        return facts;
    }

    std::vector<TrainRequest> trainings()
    {
        const std::scoped_lock lock(m_knobs->mutex);
        return m_knobs->trainings;
    }

    void startLong()
    {
        m_knobs->steps = 100'000;
        button("trainStart")->click();
        QTRY_VERIFY(m_knobs->trained > 3);
        QTRY_VERIFY(button("trainPause")->isVisible());
        QTRY_COMPARE(button("trainStart")->text(), QStringLiteral("New run"));
    }

    QTemporaryDir m_folder;
    QString m_toast;
    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::shared_ptr<FakeWorkspace> m_runs;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<TrainPage> m_page;
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestTrainPage)
#include "test_train_page.moc"
