// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestPipelineTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheReference_data();
    void equalsTheReference();
    void leavesSpecialTokensOfUntrustedTextAlone();
    void restoresEveryText();
    void readsInvalidBytesAsReplacementCharacters();
    void knowsItsSpecialTokens();
    void obeysTheConfiguration();
    void encodesOnManyThreads();
    void readsEveryPreTokenizerOfGguf();
};
