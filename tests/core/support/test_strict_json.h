// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestStrictJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses();
    void refuses_data();
    void refuses();
    void allowsTheSameKeyElsewhere();
};
