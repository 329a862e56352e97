// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestTextMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void normalisesAsTheReference_data();
    void normalisesAsTheReference();
    void stemsAsNltk();
    void stemsLongRunsOfYInLinearTime();
    void takesRougeFromStemmedWords();
    void findsTheFinalNumber_data();
    void findsTheFinalNumber();
    void readsYesInAnyCase();
};
