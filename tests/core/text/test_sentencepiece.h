// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestSentencePiece : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheReference_data();
    void equalsTheReference();
    void addsBos();
    void recognisesControlPieces();
    void keepsIncompleteCharacters();
    void joinsLongUnknownRuns();
    void readsGguf();
};
