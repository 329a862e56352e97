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

class TokenisedDataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinsPromptAnswerAndEos();
    void truncatesBothParts();
    void refusesAnEmptyPrompt();
    void learnsAllOfATextButItsFirstToken();
};
