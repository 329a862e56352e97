// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestSeedStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void studentEqualsScipy();
    void mcnemarEqualsStatsmodels();
    void mcnemarOfRows();
    void seedsEqualScipy();
    void seedsAndRowsEqualAnova();
    void pseudoValuesOfAMeanAreItsRows();
    void namesBadTables();
};
