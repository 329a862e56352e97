// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestRunStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatARunSays();
    void keepsWhatPeopleSay();
    void keepsSeries();
    void goesOnFromACheckpoint();
    void namesAnUnknownRun();
    void isFast();
    void survivesKills();
    void answersTheDocumentedQueries();
};
