// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestRegex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsOnigurumasSpaces();
    void translates_data();
    void translates();
    void refuses_data();
    void refuses();
    void replacesAsTheReferenceDoes();
    void givesUpInsteadOfHanging();
};
