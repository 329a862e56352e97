// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestUtf8 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsThroughText();
    void replacesAsPythonDoes();
    void findsAnIncompleteEnd();
};
