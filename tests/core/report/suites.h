// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestReportCurve : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thinningKeepsExtremes();
    void thinningKeepsGaps();
    void smoothing();
    void quantiles();
    void axes();
    void figures();
};

class TestFlips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsRescuedFromLost();
    void saysWhereAnswersPart();
    void judgesByTheFirstRightOrWrong();
    void readsChoices();
    void takesAPlainRunWhereItHasNoTunedRows();
    void comparesTheSameRowsOnly();
    void needsAGateAndRows();
};

class TestPaperFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheTables();
    void standBesideTheSameMethod();
};

class TestReportScores : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheNewestScore();
    void sharesTheBase();
    void keepsModelsApart();
    void saysWhatWasForgotten();
    void needsRowsToCompare();
    void coloursRuns();
    void measuresCost();
    void groupsSeeds();
    void groupsSamples();
};

class TestTransfer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofThreeTrainings();
    void needsTheWholeSequence();
    void everyTrainingLearnsATaskOfItsOwn();
    void isSaidInTheReport();
    void aGateAloneLearnsNoTask();
    void endsWhereRunsBeginWithOneAnother();
};

class TestStudy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesWhatWasTrained();
    void seedsMoveTheTextsTogether();
    void saysWhatMayBeSaid();
    void namesTheBestWithoutAGate();
    void comparesBySharedSeeds();
    void needsASweepAndABase();
    void writesAPageAndMarkdown();
};

class TestReportPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWellFormed_data();
    void isWellFormed();
    void refersToNothingOutside();
    void isDeterministic();
    void escapesHostileText();
    void saysWhatIsMissing();
    void survivesWhatIsNotFinite();
    void staysSmall();
    void showsBothRuns();
    void writesAPreview();
};
