// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hostile_file.h"

#include <QObject>
#include <QTemporaryDir>

class TestGgufArchitectures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTransformersWeights_data();
    void givesTransformersWeights();
    void makesTransformersConfig_data();
    void makesTransformersConfig();
    void refusesAPatternForOtherLayers();
    void refusesToTransposeAVector();
    void survivesDamagedMetadata_data();
    void survivesDamagedMetadata();

private:
    QTemporaryDir m_folder{interweave::testing::fastFolderPattern()};
};
