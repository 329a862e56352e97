// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

/// Files and folders appear whole or not at all, and leave nothing behind.
class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fileAppearsOnCommit();
    void fileWithoutCommitLeavesNothing();
    void folderAppearsOnCommit();
    void folderReplacesAFormerOneInOneStep();
    void folderWithoutCommitKeepsTheFormerOne();
    void sweepTakesTemporariesOnly();
    void errorsNameThePath();
    void fullDiskLeavesTheFormerFile();
    void mappedFileShowsTheBytes();
};
