// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace interweave {

std::string StreamDecoder::add(TokenId id)
{
    if (m_tokenizer.isSpecial(id)) // no text of its own, and useless as context
        return {};
    m_window.push_back(id);
    const std::string text = m_tokenizer.decode(m_window);
    const size_t certain = text.size() - incompleteUtf8Tail(text);
    if (certain <= m_emitted.size())
        return {};
    std::string fresh = text.substr(m_emitted.size(), certain - m_emitted.size());
    if (certain == text.size()) { // all is said: keep one token of context
        m_window.assign(1, id);
        m_emitted = m_tokenizer.decode(m_window);
    } else {
        m_emitted = text.substr(0, certain);
    }
    return fresh;
}

std::string StreamDecoder::finish()
{
    const std::string text = m_tokenizer.decode(m_window);
    // Decoders of damaged files may take back what they said.
    const size_t said = std::min(m_emitted.size(), text.size());
    const std::string rest = replaceInvalidUtf8(std::string_view(text).substr(said));
    m_window.clear();
    m_emitted.clear();
    return rest;
}

} // namespace interweave
