// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensSingleFileFolder();
    void opensShards();
    void opensBareFile();
    void opensHubSnapshots();
    void refusesBrokenFolders_data();
    void refusesBrokenFolders();
    void saysWhatIsMissing();
    void survivesADamagedIndex();
};
