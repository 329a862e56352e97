// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class DataRowsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsRows();
    void readsTexts();
    void mixesRowsAndTexts();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void skipsBadLinesWhenAsked();
    void survivesMutations();
};

class ExampleSetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesBackWhatWasAdded_data();
    void givesBackWhatWasAdded();
    void saysWhereItCannotWrite();
};

class RecordFormatsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryFormat_data();
    void readsEveryFormat();
    void readsQuotedFields();
    void namesBadTables_data();
    void namesBadTables();
    void readsConversations();
    void readsAlpaca();
    void makesThePapersRows_data();
    void makesThePapersRows();
    void fillsATemplateOfOnesOwn();
    void survivesMutations();
};

class DataReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsWhatTrainingReads();
    void summarisesLengths();
    void normalisesWords_data();
    void normalisesWords();
    void findsRepeatedRows();
    void showsRows();
    void findsLeakage();
};

class TokenisedDataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinsPromptAnswerAndEos();
    void truncatesBothParts();
    void refusesAnEmptyPrompt();
    void learnsAllOfATextButItsFirstToken();
    void rendersConversations();
    void leavesOutTheOldestTurns_data();
    void leavesOutTheOldestTurns();
    void keepsTheOnlyTurn();
};
