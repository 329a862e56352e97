// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"
#include "core/support/error.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace interweave {

// Reading and writing PEFT's adapter_config.json.

/// A number or a boolean, `fallback` where the key is missing. Throws Error{CorruptData, where} for
/// another type.
template <typename T>
T valueOr(const nlohmann::json& config, const char* key, T fallback, const std::string& where)
{
    const auto found = config.find(key);
    if (found == config.end())
        return fallback;
    if (!(std::is_same_v<T, bool> ? found->is_boolean() : found->is_number()))
        throw Error(ErrorCode::CorruptData, where,
            std::string(key) + ": unexpected value " + found->dump());
    return found->get<T>();
}

/// A whole number from `least` to `most`. Throws Error{CorruptData, where}.
int64_t countOr(const nlohmann::json& config, const char* key, int64_t fallback, int64_t least,
    int64_t most, const std::string& where);

/// Refuses options that are neither `known`, nor among those every PEFT config has, nor switched
/// off (null, false, zero or empty): they may change what is computed. Throws Error{Unsupported,
/// where} naming the first; `method` is what people call it.
void requireKnownOptions(const nlohmann::json& config, const std::set<std::string>& known,
    const std::string& method, const std::string& where);

/// The keys that every method's config has. "all-linear" is spelled out; a regular expression
/// (peft_config.h) becomes PEFT's plain string.
nlohmann::json methodConfig(const char* peftType, const std::vector<std::string>& targets,
    const std::vector<const Linear*>& linears);

/// PEFT's name of a tensor of a module in adapter_model.safetensors; suffix: "lora_A.weight".
std::string peftKey(const std::string& module, const std::string& suffix);

} // namespace interweave
