// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestTextLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsPredictionFromPrefixes_data();
    void equalsPredictionFromPrefixes();
    void doesNotDependOnBatchOrChunk_data();
    void doesNotDependOnBatchOrChunk();
    void measuresTheDistanceFromTheBase_data();
    void measuresTheDistanceFromTheBase();
    void predictsAnswersAfterTheirPrompts_data();
    void predictsAnswersAfterTheirPrompts();
    void isNoDistanceFromItself();
    void refusesAMissingBranch();
};
