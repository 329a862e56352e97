// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestFamilies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheReference_data();
    void equalsTheReference();
    void restoresEveryText_data();
    void restoresEveryText();
    void encodesAMillionEqualCharacters_data();
    void encodesAMillionEqualCharacters();
    void needsAnUnknownTokenForUnknownCharacters();
};
