// SPDX-License-Identifier: Apache-2.0
#include "ui/models/train_state.h"

#include <QtTest>

namespace interweave::ui {

namespace {

TrainState inTraining()
{
    TrainState state;
    state.canStart = true;
    state.training = true;
    state.trainingName = QStringLiteral("night");
    state.shownName = QStringLiteral("night");
    return state;
}

TrainProgress halfWay()
{
    TrainProgress progress;
    progress.step = 50;
    progress.steps = 100;
    progress.elapsedSeconds = 30.0;
    progress.etaSeconds = 45.0;
    return progress;
}

} // namespace

class TestTrainState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsOnceAndOnlyWhatIsComplete()
    {
        TrainState state;
        QCOMPARE(state.mainText(), QStringLiteral("Start"));
        QVERIFY(!state.canPressMain());
        state.canStart = true;
        QVERIFY(state.canPressMain());
        QCOMPARE(state.subtitle(), QStringLiteral("a new run"));
        state.starting = true; // the engine has other work
        QVERIFY(!state.canPressMain());
        QCOMPARE(state.subtitle(), QStringLiteral("starts as soon as the engine is free"));
    }

    void aSecondRunMayWaitForTheFirst()
    {
        TrainState state = inTraining();
        state.starting = true;
        QVERIFY(state.canPressMain());
        QCOMPARE(state.mainToolTip(), QStringLiteral("Starts after night (Ctrl+Return)"));
        QCOMPARE(state.subtitle(), QStringLiteral("a new run, starts after night"));
        state.writing = false;
        state.canStart = false;
        QVERIFY(state.canPressMain());
        QCOMPARE(state.mainText(), QStringLiteral("New run"));
        QCOMPARE(state.subtitle(), QStringLiteral("night"));
    }

    void aWordSaysHowTheRunStands()
    {
        TrainState state = inTraining();
        QCOMPARE(state.runState(), QStringLiteral("training"));
        state.paused = true;
        QCOMPARE(state.runState(), QStringLiteral("paused"));
        state.ending = true;
        QCOMPARE(state.runState(), QStringLiteral("ending"));
        QCOMPARE(TrainState().runState(), QStringLiteral("ended"));
    }

    void progressHasStepsAndTimes()
    {
        TrainState state = inTraining();
        QCOMPARE(state.progress(halfWay(), {}),
            QStringLiteral("Step 50 of 100 · 45 s left · 30 s gone"));
        QCOMPARE(state.progress(halfWay(), QStringLiteral("Measuring facts")),
            QStringLiteral("Step 50 of 100 · Measuring facts · 30 s gone"));
        state.paused = true;
        QCOMPARE(
            state.progress(halfWay(), {}), QStringLiteral("Step 50 of 100 · paused · 30 s gone"));
        QCOMPARE(
            TrainState().progress(halfWay(), {}), QStringLiteral("Step 50 of 100 · 30 s gone"));
    }

    void beforeTheFirstStepItSaysWhatIsDone()
    {
        QCOMPARE(
            inTraining().progress(std::nullopt, {}), QStringLiteral("Loading model and data…"));
        QCOMPARE(inTraining().progress(std::nullopt, QStringLiteral("Measuring facts")),
            QStringLiteral("Measuring facts"));
        QCOMPARE(TrainState().progress(std::nullopt, {}), QString());
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestTrainState)
#include "test_train_state.moc"
