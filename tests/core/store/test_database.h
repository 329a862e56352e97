// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backsUpBeforeAMigration();
    void manyMakeANewFileAtOnce();
    void doesAStepWholeOrNotAtAll();
    void refusesANewerDatabase();
    void refusesWhatIsNoDatabase();
    void refusesATruncatedDatabase();
    void knowsNetworkFileSystems();
};
