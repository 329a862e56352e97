// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestBpe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheSlowMerging();
    void mergesAMillionEqualCharacters();
    void refusesUnknownPieces();
};
