// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestNumberText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figures();
    void durations();
};
