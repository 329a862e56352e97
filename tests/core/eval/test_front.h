// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestFront : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheFront();
    void measuresHypervolume();
    void hypervolumeIntervals();
    void saysWhatMayBeClaimed();
    void saysWhenTheSampleIsTooSmall();
};
