// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

/// Each 95 % interval holds the truth of a known distribution about 19 times in 20.
class TestCoverage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofWilson();
    void ofTheBootstrap();
    void ofThePairedBootstrap();
    void ofTheBootstrapOverTasks();
    void ofTheAuc();
    void ofMeanDifferences();
    void ofSeeds();
    void ofSeedsAndRows();
    void ofMcNemarsSize();
};
