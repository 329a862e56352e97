// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wilsonEqualsScipy();
    void wilsonEqualsNewcombe();
    void wilsonCovers();
    void bootstrapOfTwoRows();
    void bootstrapMatchesAllDraws();
    void bootstrapMatchesScipy();
    void pairedDifferenceMatchesScipy();
    void meanDifferenceEqualsNewcombe();
    void isRepeatable();
};
