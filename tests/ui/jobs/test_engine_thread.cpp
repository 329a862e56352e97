// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "ui/jobs/engine_thread.h"

#include <QSignalSpy>
#include <QtTest>

namespace interweave::ui {

class TestEngineThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_engine = std::make_unique<EngineThread>(
            [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
    }
    void cleanup() { m_engine.reset(); }

    void answersOnTheWindowsThread()
    {
        std::optional<ModelInfo> info;
        m_engine->ask(
            this, [](Engine& engine, std::stop_token) { return engine.info({.path = "m"}); },
            [&](Outcome<ModelInfo> outcome) {
                QCOMPARE(QThread::currentThread(), thread());
                info = outcome.value();
            });
        QTRY_VERIFY(info);
        QCOMPARE(info->hidden, 576);
    }

    void anExceptionBecomesAFailure()
    {
        m_knobs->fail = true;
        std::optional<Failure> failure;
        m_engine->ask(
            this, [](Engine& engine, std::stop_token) { return engine.info({.path = "m"}); },
            [&](Outcome<ModelInfo> outcome) { failure = outcome.failure(); });
        QTRY_VERIFY(failure);
        QCOMPARE(failure->code, ErrorCode::NotFound);
        QCOMPARE(failure->text(), QStringLiteral("model.gguf: is not there"));
    }

    void nobodyIsToldWhoIsGone()
    {
        auto page = std::make_unique<QObject>();
        bool told = false;
        m_engine->ask(
            page.get(), [](Engine& engine, std::stop_token) { return engine.info({.path = "m"}); },
            [&](const Outcome<ModelInfo>&) { told = true; });
        page.reset();
        QTRY_COMPARE(m_engine->pending(), 0);
        QCoreApplication::processEvents();
        QVERIFY(!told);
    }

    void trainingTellsOfEachStepAndServesShortRequests()
    {
        m_knobs->steps = 50;
        int64_t steps = 0;
        connect(m_engine.get(), &EngineThread::trainingProgressed, this,
            [&](const std::vector<TrainProgress>& batch) {
                for (const TrainProgress& step : batch)
                    QCOMPARE(step.step, ++steps);
            });
        QSignalSpy begun(m_engine.get(), &EngineThread::trainingBegun);
        QSignalSpy ended(m_engine.get(), &EngineThread::trainingEnded);
        m_engine->train({"recipe.yaml", {}, {}});
        QTRY_COMPARE(begun.count(), 1);
        QCOMPARE(m_engine->training()->runName, std::string("fake"));

        bool served = false;
        m_engine->ask(
            this, [](Engine& engine, std::stop_token) { return engine.info({.path = "m"}); },
            [&](const Outcome<ModelInfo>&) { served = m_engine->training().has_value(); });
        QTRY_VERIFY(served);
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(steps, 50);
        QVERIFY(!m_engine->training());
    }

    void pauseProceedStop()
    {
        m_knobs->steps = 100'000;
        std::optional<Outcome<TrainResult>> result;
        m_engine->train({"recipe.yaml", {}, {}}, this,
            [&](Outcome<TrainResult> outcome) { result = std::move(outcome); });
        QTRY_VERIFY(m_knobs->trained > 3);
        m_engine->pauseTraining();
        QTRY_VERIFY([&] {
            const int64_t before = m_knobs->trained;
            QTest::qWait(30);
            return before == m_knobs->trained;
        }());
        const int64_t paused = m_knobs->trained;
        m_engine->proceedTraining();
        QTRY_VERIFY(m_knobs->trained > paused);
        m_engine->stopTraining();
        QTRY_VERIFY(result);
        QCOMPARE(result->value().status, TrainStatus::Stopped);
    }

    void cancelEndsWhatRunsAndWhatWaits()
    {
        m_knobs->steps = 100'000;
        std::optional<Failure> running;
        std::optional<Failure> waiting;
        m_engine->train({"a.yaml", {}, {}}, this,
            [&](Outcome<TrainResult> outcome) { running = outcome.failure(); });
        QTRY_VERIFY(m_knobs->trained > 0);
        const JobId second = m_engine->evaluate({{}, "suite.yaml", {}}, this, {},
            [&](Outcome<std::vector<TaskResult>> outcome) { waiting = outcome.failure(); });
        m_engine->cancel(second);
        QTRY_VERIFY(waiting);
        QVERIFY(waiting->cancelled());
        QVERIFY(!running);
        m_engine->cancelTraining();
        QTRY_VERIFY(running);
        QVERIFY(running->cancelled());
    }

    void aTrainingCancelledBeforeItsTurnLeavesTheOneThatRunsAlone()
    {
        m_knobs->steps = 100'000;
        m_engine->train({"a.yaml", {}, {}});
        QTRY_VERIFY(m_knobs->trained > 0);
        QTRY_VERIFY(m_engine->training());
        QSignalSpy ended(m_engine.get(), &EngineThread::trainingEnded);
        std::optional<Failure> waiting;
        m_engine->cancel(m_engine->train({"b.yaml", {}, {}}, this,
            [&](Outcome<TrainResult> outcome) { waiting = outcome.failure(); }));
        QTRY_VERIFY(waiting);
        QVERIFY(m_engine->training());
        QCOMPARE(ended.count(), 0);
    }

    void theEndIsSafeAtAnyMoment()
    {
        for (int round = 0; round < 50; ++round) {
            m_knobs->steps = 100'000;
            m_engine->train({"a.yaml", {}, {}});
            m_engine->ask(
                this, [](Engine& engine, std::stop_token) { return engine.info({.path = "m"}); },
                [](const Outcome<ModelInfo>&) {});
            QTest::qWait(round % 4);
            m_engine = std::make_unique<EngineThread>(
                [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
        }
    }

private:
    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::unique_ptr<EngineThread> m_engine;
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestEngineThread)
#include "test_engine_thread.moc"
