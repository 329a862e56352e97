// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestEvaluation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plansBatches();
    void answersInTheFilesOrder_data();
    void answersInTheFilesOrder();
    void batchesEqualSingleRows_data();
    void batchesEqualSingleRows();
    void batchedFiguresEqualSingleRows_data();
    void batchedFiguresEqualSingleRows();
    void cutsTexts();
    void predictsAnswersAfterTheirPrompts();
    void weighsTextsByTheirTokens();
    void choosesHowMuchToAnswer();
    void branchesTogetherEqualOneAtATime_data();
    void branchesTogetherEqualOneAtATime();
    void reportsProgressAndStops();
    void namesRowsThatAreTooLong();
};
