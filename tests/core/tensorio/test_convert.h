// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestConvert : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatTransformersWouldLoad_data();
    void writesWhatTransformersWouldLoad();
    void keepsDtypesOnAuto();
    void convertsEveryArchitecture_data();
    void convertsEveryArchitecture();
    void copiesAFoldersTokenizer();
    void replacesOnlyAnEarlierConversion();
    void leavesNothingBehindWhenStopped();
    void refusesTextThatIsNotUtf8();
};
