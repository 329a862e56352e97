// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class RecipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryKindOfValue();
    void overridesWin();
    void writesWhatItReads();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void survivesMutations();
};

class ScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesTransformers_data();
    void matchesTransformers();
    void dataOrderTakesEveryRowOnce();
};

class AdamWTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesTorch();
    void matchesItsFormula();
    void sameAwayFromTheCpu();
    void clippingScalesTheGradient();
    void tensorsStayHandles();
};

class TrainerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesTheReference_data();
    void matchesTheReference();
    void runsOnTheFakeAccelerator();
    void startsAsTheBaseModel();
    void keptMemoriesChangeNothing();
    void nonFiniteStepChangesNothing();
    void abandonedStepChangesNothing();
};

class FullTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesTransformers_data();
    void matchesTransformers();
    void startsFromScratch();
    void leavesAModel();
};

class EventFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesWhatTensorBoardReads();
};

class RunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsRuns();
    void refusesASecondWriter();
    void logForgetsLaterSteps();
    void trainsAndTells();
    void watchingChangesNothing();
    void stopsWhileWatching();
    void stopsAfterBadSteps();
    void refusesBeforeItWrites_data();
    void refusesBeforeItWrites();
};

class ResumeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stoppedAnywhereIsExact_data();
    void stoppedAnywhereIsExact();
    void killedIsExact();
    void cancelledIsExact();
    void pauseKeepsACheckpoint();
    void damagedCheckpointIsPassedOver();
    void everyTruncationIsNoticed();
    void continuesAfterMemoryRanOut();
    void refusesWhatChanged();
};
