// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTemporaryDir>

#include "tests/core/tensorio/hostile_file.h"

class TestHostileTokenizers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesDamage_data();
    void survivesDamage();
    void namesWhatItDoesNotUnderstand_data();
    void namesWhatItDoesNotUnderstand();
    void refusesWhatIsNotATokenizer();
    void givesUpOnExplodingTexts_data();
    void givesUpOnExplodingTexts();
    void streamsWhatDecodersTakeBack();

private:
    QTemporaryDir m_folder{interweave::testing::fastFolderPattern()};
};
