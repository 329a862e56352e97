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
    void fallsToItsFloor_data();
    void fallsToItsFloor();
    void dataOrderTakesEveryRowOnce();
    void everyOrderIsWhole_data();
    void everyOrderIsWhole();
    void groupsByLength();
    void refusesRowsPastTheBudget();
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

class OptimizerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesItsReference_data();
    void matchesItsReference();
    void sameAwayFromTheCpu_data();
    void sameAwayFromTheCpu();
    void goesOnWhereItWas_data();
    void goesOnWhereItWas();
    void eightBitsStayNear();
    void codesAreTheNearest_data();
    void codesAreTheNearest();
};

class ArchiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void laterRunsComputeNothingAgain_data();
    void laterRunsComputeNothingAgain();
    void othersRowsAreNotTaken();
    void damageIsComputedAgain();
    void anotherBuildsRowsAreForgotten();
};

class AnswerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesItsFormula_data();
    void matchesItsFormula();
    void runsOnAnAccelerator();
    void nothingIsLeftOfHardRows();
    void weighsWhatIsKnownByHeart();
};

class EvaluationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesLosses();
    void judgesScores();
    void keepsTheBudget_data();
    void keepsTheBudget();
    void heldOutLossIsTheMean();
    void leavesRowsOut();
    void endsWithItsBest();
    void rollsBack();
    void replaysItsOwnTexts();
};

class TrainerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesTheReference_data();
    void matchesTheReference();
    void runsOnAnAccelerator();
    void startsAsTheBaseModel();
    void keptMemoriesChangeNothing();
    void recomputedActivationsChangeNothing_data();
    void recomputedActivationsChangeNothing();
    void nonFiniteStepChangesNothing();
    void abandonedStepChangesNothing();
};

class FusionTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gradientsEqualFiniteDifferences_data();
    void gradientsEqualFiniteDifferences();
    void frozenAdapterStaysAsItIs();
    void frozenMemoriesGiveTheSameLoss();
    void startsFromAnAdapter();
};

class AnchorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passagesFollowFromSeedAndStep();
    void lossIsTheDivergenceOfTheMixFromTheBase();
    void gradientsReachTheGateAlone();
    void keepsTheMemoriesOfAFrozenAdapter();
    void holdsTheAdapterWithoutAGate();
    void cutsAFileIntoPassages();
    void writesItsOwnText();
    void runKeepsWhatItAnchorsOn();
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
    void tellsAPenaltyApart();
    void watchingChangesNothing();
    void recomputingChangesNothing_data();
    void recomputingChangesNothing();
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
    void stoppedAtEveryMicroStepIsExact_data();
    void stoppedAtEveryMicroStepIsExact();
    void diedAtEveryMicroStepIsExact_data();
    void diedAtEveryMicroStepIsExact();
    void killedIsExact();
    void cancelledIsExact();
    void pauseKeepsACheckpoint();
    void damagedCheckpointIsPassedOver();
    void everyTruncationIsNoticed();
    void goesOnOnAnAccelerator_data();
    void goesOnOnAnAccelerator();
    void continuesAfterMemoryRanOut_data();
    void continuesAfterMemoryRanOut();
    void refusesWhatChanged();
    void refusesAFileThatChanged_data();
    void refusesAFileThatChanged();
    void refusesAnAdapterThatChanged();
    void goesOnWhereNoHashIsKept();
    void rowsOnDiskChangeNothing();
    void readsOnlyWhatItNeeds();
};
