// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestMemoryStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatAnotherRunAdded();
    void makesRoomByUse();
    void takesNoMoreThanItsLimit();
    void beginsADamagedFileAnew();
    void removesSets();
};
