// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestGuarded : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesValuesAndErrors();
    void turnsEverythingElseIntoError();
};

class TestRunRecorder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsStepsAndStatus();
    void bringsAResumedRunInLineWithItsLog();
    void goesOnWithoutAStore();
};

class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void describesAModel();
    void saysWhatIsNeitherModelNorRun();
    void answersWhileItTrains();
    void keepsAForgettingBudget();
    void knowsTheFilesOfItsSuite();
};

class TestRecipePreview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsEveryKey();
    void namesTheKeyOfAProblem_data();
    void namesTheKeyOfAProblem();
    void saysWhatIsNoRecipe();
    void writesTheCommand();
    void presetsCanStart();
};

class TestRecipeSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderAndJoinsLists();
    void showsNothingOfWhatIsNoRecipe();
};

class TestEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatTrainingTrains_data();
    void countsWhatTrainingTrains();
    void samplesLongFiles();
    void refusesWhatTrainingRefuses();
};

class TestRunLibrary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listsNoRunsInANewWorkspace();
    void findsWhatWasTrained();
    void answersFromACheckpoint();
    void keepsSamplesAndEvaluations();
    void showsWhatWasForgotten();
    void keepsWhatAnotherProgramMeasured();
    void goesOnWithAnEvaluation();
    void renamesTagsAndNotes();
    void deletesAndRestores();
    void exportsAndImports();
    void refusesWhatIsTrained();
    void takesARunThatWasCopiedIn();
    void livesWithAFolderWithoutItsRecipe();
};

class TestSweepPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAPlan();
    void takesARecipe();
    void putsTheDataFolderIn();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void writesWhatItReads();
    void givesAnAdapterToALaterRun();
    void hasUsualVariants();
};

class TestSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesOnWhereItWasStopped();
    void takesTheEndsOfAWayFromItsBranches();
    void measuresEndsThatNoBranchHas();
    void trainsAGateForAnotherRunsAdapter();
    void goesOnWithoutARunThatFails();
    void takesTheRunThatWasDoneAfterAFailure();
    void saysWhatIsWrongBeforeItStarts();
    void listsAPlanThatCannotBeRead();
    void knowsTheTaskThatWasTrained();
};

class TestForgettingView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsRunsSideBySide();
    void saysWhatMayBeSaid();
    void claimsTheLowerCrossEntropyAsBetter();
    void hasScoresWithoutRows();
    void placesEveryRun();
    void looksAtOneSuite();
    void walksFromBaseToTuned();
};

class TestLmEval : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAFile();
    void readsTheOlderSpelling();
    void readsWhatItWrites();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
};
