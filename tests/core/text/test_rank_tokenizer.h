// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestRankTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheReference();
    void knowsItsSpecialTokens();
    void readsRankFiles();
    void refusesDamage_data();
    void refusesDamage();
};
