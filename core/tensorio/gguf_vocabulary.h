// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"

#include <string_view>
#include <unordered_map>

namespace interweave {

/// The tokens in a GGUF file's metadata ("tokenizer.ggml.…"), checked. Throws
/// Error{CorruptData, where} naming the key for lists that do not fit together or tokens given
/// twice. Lives no longer than the file.
class GgufVocabulary {
public:
    enum class Type : int64_t { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };

    GgufVocabulary(const GgufFile& file, const std::string& where);

    const GgufFile& file() const { return m_file; }
    const std::string& where() const { return m_where; }

    const std::vector<std::string>& tokens() const { return m_tokens; }
    bool contains(std::string_view token) const { return m_ids.contains(token); }
    /// Normal where the file gives no types.
    Type type(size_t id) const
    {
        return m_types ? static_cast<Type>((*m_types)[id]) : Type::Normal;
    }

    /// The id of a role's token ("bos"), checked to be in the vocabulary.
    std::optional<size_t> roleId(const std::string& role) const;
    /// "add_bos_token" and the like.
    std::optional<bool> flag(const std::string& name) const;
    const std::vector<std::string>& strings(const std::string& name) const;

    [[noreturn]] void fail(const std::string& message) const;

private:
    const GgufFile& m_file;
    const std::string& m_where;
    const std::vector<std::string>& m_tokens;
    const std::vector<int64_t>* m_types = nullptr;
    std::unordered_map<std::string_view, size_t> m_ids;
};

} // namespace interweave
