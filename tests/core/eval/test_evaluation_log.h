// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestEvaluationLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesOnWhereItWas_data();
    void goesOnWhereItWas();
    void takesWhatIsKnown_data();
    void takesWhatIsKnown();
    void doesNothingTwice();
};
