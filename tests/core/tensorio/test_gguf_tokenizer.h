// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hostile_file.h"

#include <QObject>
#include <QTemporaryDir>

class TestGgufTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheReferencesTokenizer();
    void namesSpecialTokens();
    void addsBosWhereLlama3Does();
    void addsUserDefinedTokens();
    void recoversSentencePieceMerges_data();
    void recoversSentencePieceMerges();
    void cutsAsSentencePieceDoes_data();
    void cutsAsSentencePieceDoes();
    void writesSentencePieceAsAPipeline();
    void refusesBrokenPieces();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void survivesDamagedPieces();
    void survivesDamage();

private:
    QTemporaryDir m_folder{interweave::testing::fastFolderPattern()};
};
