// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_vocabulary.h"

#include "core/support/error.h"

namespace interweave {

namespace {

std::string keyOf(const std::string& name)
{
    return std::string("tokenizer.ggml.").append(name);
}

} // namespace

GgufVocabulary::GgufVocabulary(const GgufFile& file, const std::string& where)
    : m_file(file)
    , m_where(where)
    , m_tokens(strings("tokens"))
{
    m_ids.reserve(m_tokens.size());
    for (size_t id = 0; id < m_tokens.size(); ++id) {
        if (!m_ids.emplace(m_tokens[id], id).second)
            fail("the token '" + m_tokens[id] + "' is given twice");
    }
    const GgufValue* types = file.find(keyOf("token_type"));
    if (!types)
        return;
    m_types = std::get_if<std::vector<int64_t>>(types);
    if (!m_types || m_types->size() != m_tokens.size())
        fail("'" + keyOf("token_type") + "' must be a list of " + std::to_string(m_tokens.size())
            + " integers");
}

std::optional<size_t> GgufVocabulary::roleId(const std::string& role) const
{
    const std::string key = keyOf(role + "_token_id");
    if (!m_file.find(key))
        return std::nullopt;
    const auto id = m_file.integer(key);
    if (!id || !std::in_range<size_t>(*id) || static_cast<size_t>(*id) >= m_tokens.size())
        fail("'" + key + "' must be a token id below " + std::to_string(m_tokens.size()));
    return static_cast<size_t>(*id);
}

std::optional<bool> GgufVocabulary::flag(const std::string& name) const
{
    return m_file.boolean(keyOf(name));
}

const std::vector<std::string>& GgufVocabulary::strings(const std::string& name) const
{
    const GgufValue* value = m_file.find(keyOf(name));
    const auto* list = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
    if (!list)
        fail("'" + keyOf(name) + "' must be a list of strings");
    return *list;
}

void GgufVocabulary::fail(const std::string& message) const
{
    throw Error(ErrorCode::CorruptData, m_where, message);
}

} // namespace interweave
