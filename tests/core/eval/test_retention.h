// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestRetention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofProportions();
    void ofTexts();
    void matchesFiguresByName();
    void ofWholeSets();
    void pairsTheRows();
    void refusesOtherRows();
};
