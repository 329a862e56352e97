// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestSeparation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aucCountsPairs();
    void intervalsCountPairsOfDrawnRows();
    void oneRowTellsNothingOfOthers();
    void sharesAreThoseOfATrace();
    void sharesDoNotDependOnTheBatch_data();
    void sharesDoNotDependOnTheBatch();
    void takesTheTokensThatAreMeasured_data();
    void takesTheTokensThatAreMeasured();
    void aConstantGateTellsNothing_data();
    void aConstantGateTellsNothing();
    void stops();
    void refusesModelsWithoutAGate();
};
