// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hostile_file.h"

#include <QObject>
#include <QTemporaryDir>

class TestGgufCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTransformers_data();
    void equalsTransformers();
    void makesTheConfig();
    void translatesNames();
    void recoversLlama3Scaling();
    void refusesWhatItCannotExpress_data();
    void refusesWhatItCannotExpress();
    void survivesDamage();

private:
    QTemporaryDir m_folder{interweave::testing::fastFolderPattern()};
};
