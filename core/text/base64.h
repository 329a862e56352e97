// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interweave {

/// The bytes that `text` spells in base64 (RFC 4648, section 4), padding required; nothing when it
/// is not base64.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace interweave
