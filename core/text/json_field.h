// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace interweave {

/// A value inside a JSON file that knows where it is, so that what is wrong with it can be said:
/// "tokenizer.json: model.merges[3]: expected a string, found a number". Refers to the document,
/// which must live on. The accessors throw Error{CorruptData, file} for a value of another type.
class JsonField {
public:
    /// The whole document. Throws Error{CorruptData} unless it is an object.
    JsonField(const nlohmann::json& document, const std::string& file);

    /// A member of an object; absent and null are the same.
    std::optional<JsonField> find(std::string_view key) const;
    JsonField operator[](std::string_view key) const; // throws when absent or null
    /// The elements of an array.
    std::vector<JsonField> items() const;

    std::string text() const;
    bool flag() const;
    int64_t integer() const;
    std::string textOr(std::string_view key, std::string fallback) const;
    bool flagOr(std::string_view key, bool fallback) const;

    const nlohmann::json& value() const { return *m_value; }
    const std::string& path() const { return m_path; }
    /// "tokenizer.json: model.merges[3]".
    std::string where() const;

    /// Throws Error{Unsupported} for a member with any other key: what is not understood is never
    /// ignored.
    void allowKeys(std::initializer_list<std::string_view> keys) const;
    [[noreturn]] void unsupported(const std::string& message) const;
    [[noreturn]] void corrupt(const std::string& message) const;

private:
    JsonField(const nlohmann::json* value, std::string file, std::string path);
    [[noreturn]] void mismatch(std::string_view expected) const;

    const nlohmann::json* m_value;
    std::string m_file;
    std::string m_path; // "model.merges[3]"; empty for the document
};

/// Reads a JSON file of at most `maxBytes`. Throws Error{NotFound, Io, CorruptData}.
nlohmann::json readJsonFile(const std::filesystem::path& path, uintmax_t maxBytes);

} // namespace interweave
