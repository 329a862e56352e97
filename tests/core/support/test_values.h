// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

/// Checked arithmetic, hashes and random numbers.
class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arithmeticThatDoesNotFitIsCorruptData();
    void errorsReadWhereThenMessage();
    void hashTellsContentsAndTheirBordersApart();
    void randomNumbersAreTheSameEverywhere();
    void derivedSeedsDiffer();
    void boundedNumbersAreUniform();
    void shuffleIsAPermutation();
};
