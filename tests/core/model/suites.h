// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class DecoderConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsBothSpellings();
    void fillsInWhatTheFamilyOmits();
    void readsFamiliesOwnSpelling();
    void tellsLayersApart();
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
    void readsAgainWhereFrequenciesChange_data();
    void readsAgainWhereFrequenciesChange();
    void rowsDoNotSeeEachOther_data();
    void rowsDoNotSeeEachOther();
    void packingChangesNothing_data();
    void packingChangesNothing();
    void refusesBadBatches();
};

class FamilyAdapterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesPeft_data();
    void matchesPeft();
    void changesItsRowsOnly_data();
    void changesItsRowsOnly();
    void gradientIsTheSlope_data();
    void gradientIsTheSlope();
    void recomputingLeavesTheGradient_data();
    void recomputingLeavesTheGradient();
    void everyWeightHasItsName_data();
    void everyWeightHasItsName();
    void readsExpertsOfTransformers4();
    void decodesBothBranches_data();
    void decodesBothBranches();
};

class LogitLossTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesItsFormula_data();
    void matchesItsFormula();
    void torchDoesTheSame();
    void saysWhatIsNotFinite();
};

class FusedOpsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void normMatchesItsFormula_data();
    void normMatchesItsFormula();
    void normWeightGradientIsTheSlope();
    void swigluMatchesItsFormula();
    void cappedAttentionMatchesItsFormula();
    void attentionMatchesItsFormula_data();
    void attentionMatchesItsFormula();
};
