// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestChoice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsWholeForwardPasses_data();
    void equalsWholeForwardPasses();
    void countsTheLikeliestChoice();
    void takesChoicesFromTheSuite();
    void correlatesChoices_data();
    void correlatesChoices();
    void readsRows();
    void namesBadRows_data();
    void namesBadRows();
};
