// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestFileName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void followsLinksInsideOnly();
    void followsTheHubCache();
};
