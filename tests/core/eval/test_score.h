// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestScore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheAuthorsMetrics_data();
    void equalsTheAuthorsMetrics();
    void scoresByHand();
    void choosesMetricsByTheAnswers();
    void scoresTheAlwaysYesBaseline();
    void namesUnknownMetrics();
    void namesBadLines();
    void scoresFinalNumbers();
};
