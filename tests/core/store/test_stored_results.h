// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestStoredResults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsRowsOfEveryKind();
    void goesOnWithWhatIsUnfinished();
    void tellsEvaluationsApart();
    void forgetsWatchedSuitesAfterACheckpoint();
    void keepsScores();
    void keepsSamples();
    void copiesARun();
};
