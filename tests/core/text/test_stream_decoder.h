// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestStreamDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysTheSameAsDecodingAtOnce_data();
    void saysTheSameAsDecodingAtOnce();
    void neverGivesHalfACharacter();
    void skipsSpecialTokens();
};
