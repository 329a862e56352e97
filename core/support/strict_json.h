// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace interweave {

/// A JSON document from a file that is not trusted: UTF-8, no duplicate keys, no embedded NUL,
/// nested at most 100 deep. Throws Error{CorruptData, where} naming what is wrong.
nlohmann::json parseStrictJson(std::string_view text, const std::string& where);

/// The same, of something that must be an object (`{…}`).
nlohmann::json parseStrictJsonObject(std::string_view text, const std::string& where);

} // namespace interweave
