// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestDifferences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withinAndOverTolerance();
    void nanNeverPasses();
    void shapesDtypesAndNamesMustMatch();
    void tokensMustBeEqual();
};

class TestVerify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bundledCases_data();
    void bundledCases();
    void sharedCases_data();
    void sharedCases();
    void savesWhatItComputed();
    void selftestPasses();
    void selftestOnAnAccelerator();
    void changedReferenceFails_data();
    void changedReferenceFails();
    void brokenInputsAreErrors_data();
    void brokenInputsAreErrors();
    void brokenSettingsAreErrors_data();
    void brokenSettingsAreErrors();
    void truncatedFilesAreErrors();
    void stops();
};
