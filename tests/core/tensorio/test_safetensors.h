// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hostile_file.h"

#include <QObject>
#include <QTemporaryDir>

class TestSafetensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheReferenceWrote();
    void writesTheReferencesBytes();
    void tensorsOutliveTheFile();
    void copiesMisalignedData();
    void opensTypesItCannotLoad();
    void readsAnyNonZeroByteAsTrue();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void refusesOversizedHeader();
    void refusesBadTensorsToWrite();
    void survivesDamage();

private:
    QTemporaryDir m_folder{interweave::testing::fastFolderPattern()};
};
