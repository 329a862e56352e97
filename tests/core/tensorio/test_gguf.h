// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hostile_file.h"

#include <QObject>
#include <QTemporaryDir>

class TestGguf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsMetadata();
    void decodesBlocksAsTheReference();
    void decodesEveryFormatBitForBit_data();
    void decodesEveryFormatBitForBit();
    void reversesDimensions();
    void opensTypesItCannotDecode();
    void knowsTheSizeOfEveryType();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void survivesDamagedBlocks();
    void survivesDamage();

private:
    QTemporaryDir m_folder{interweave::testing::fastFolderPattern()};
};
