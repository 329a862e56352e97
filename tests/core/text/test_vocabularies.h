// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

/// Published tokenizers, where the variable INTERWEAVE_VOCABULARIES names a folder of them: GGUF
/// vocabularies of llama.cpp with their texts and ids (NAME.gguf, .inp, .out), and the cases that
/// tests/oracle/tokenizer_cases.py wrote (NAME.cases.json).
class TestVocabularies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsLlamaCpp_data();
    void equalsLlamaCpp();
    void equalsTheReference_data();
    void equalsTheReference();
};
