// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace interweave {

/// One step that rewrites a text before it is cut; a tokenizer has a list of them. Thread-safe.
/// Semantics: https://huggingface.co/docs/tokenizers/api/normalizers
class Normalizer {
public:
    virtual ~Normalizer() = default;
    virtual std::string apply(std::string text) const = 0;
};

/// The four normalisation forms of Unicode (Standard Annex 15).
enum class UnicodeForm { Nfc, Nfd, Nfkc, Nfkd };

class UnicodeNormalizer : public Normalizer {
public:
    explicit UnicodeNormalizer(UnicodeForm form)
        : m_form(form)
    {
    }
    std::string apply(std::string text) const override;

private:
    UnicodeForm m_form;
};

} // namespace interweave
