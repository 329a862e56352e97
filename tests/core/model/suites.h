// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class DecoderConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsBothSpellings();
    void fillsInWhatTheFamilyOmits();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

class DecoderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesTheReference_data();
    void matchesTheReference();
    void cachedEqualsUncached_data();
    void cachedEqualsUncached();
    void rowsDoNotSeeEachOther();
    void packingChangesNothing();
    void refusesBadBatches();
};

class FusedOpsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void normMatchesItsFormula_data();
    void normMatchesItsFormula();
    void normWeightGradientIsTheSlope();
    void swigluMatchesItsFormula();
    void attentionMatchesItsFormula_data();
    void attentionMatchesItsFormula();
};
