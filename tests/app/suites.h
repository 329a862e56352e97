// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestTextFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tables();
    void progressLines();
};

class TestUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpGoesToStdout();
    void everySubcommandHasHelp_data();
    void everySubcommandHasHelp();
    void examplesAreUnderstood();
    void badUsageIsTwo_data();
    void badUsageIsTwo();
    void suggestsTheNearestSubcommand();
    void failuresAreOneAndSayWhere();
};

class TestProofs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verifyAgrees();
    void verifyFailsOnAChangedReference();
    void verifyFailsOnADamagedFile();
    void selftest();
};

class TestAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void info();
    void tokenize();
    void generate();
    void generateReadsStandardInput();
    void chatUsesTheModelsTemplate();
    void evalAndScoreAgree();
    void evalOfChoicesAndTexts();
    void bench_data();
    void bench();
};

class TestSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainsAndMeasuresEachOnce();
    void goesOnAfterAKill();
    void goesOnWithoutARunThatFails();
    void measuresTheWayFromBaseToTuned();
    void exportsAConstantGate();
};

class TestSeparation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysHowWellTheGateTellsTokensApart();
    void ofAConstantShareIsNone();
    void saysWhatIsMissing();
};

class TestTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainThenUseTheRun();
    void stopsOnInterruptAndResumes();
    void watchesASuite();
    void reportsOnItsData();
};

class TestRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canBeOrdered();
    void areReported();
    void surviveKills();
};

class TestPull : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pulledModelsAreFoundByTheirNames();
    void pulledModelsAreListedCheckedAndDeleted();
    void pullSurvivesKills();
    void interruptIs130();
    void refusalsSayWhatToDo();
};
