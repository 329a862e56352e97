// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestTransfer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofOneRun();
    void ofASequence();
    void namesBadMatrices();
    void findsTheFront();
    void measuresHypervolume();
    void hypervolumeIntervals();
    void saysWhatMayBeClaimed();
    void saysWhenTheSampleIsTooSmall();
};
