// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/families.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interweave {

/// Typed access to a JSON object's values with errors that name file and key. A key may go under
/// other names (a family's), which come first; a value that `values` leaves out is taken from
/// `defaults`, one that it says is null is absent. Everything is kept by reference.
class ConfigReader {
public:
    ConfigReader(const nlohmann::json& values, const std::string& where);
    ConfigReader(const nlohmann::json& values, const nlohmann::json& defaults,
        std::span<const ConfigKey> keys, const std::string& where);

    /// The value, nullptr where it is absent.
    const nlohmann::json* find(const char* key) const;
    bool has(const char* key) const { return find(key) != nullptr; }

    // Each throws Error{CorruptData} for a value of another type, and for an absent one without a
    // fallback.
    int64_t integer(const char* key, std::optional<int64_t> fallback = {}) const;
    int64_t size(const char* key, std::optional<int64_t> fallback = {}) const; // 1 … 2³¹
    double number(const char* key, std::optional<double> fallback = {}) const;
    bool boolean(const char* key, bool fallback) const;
    std::string text(const char* key, const std::string& fallback) const;
    /// An integer or a list of integers, as eos_token_id may be.
    std::vector<int64_t> integers(const char* key) const;
    std::vector<double> numbers(const char* key) const;

    /// Throws Error{CorruptData} naming file, key and value.
    [[noreturn]] void wrong(const char* key, const std::string& expected) const;

    const std::string& where() const { return m_where; }

private:
    /// The name under which `values` has it, else the first one it could have.
    std::string spelling(const char* key) const;
    std::vector<std::string> spellings(const char* key) const;
    [[noreturn]] void missing(const char* key) const;

    const nlohmann::json& m_values;
    const nlohmann::json* m_defaults = nullptr;
    std::span<const ConfigKey> m_keys;
    const std::string& m_where;
};

} // namespace interweave
