// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

#include <nlohmann/json_fwd.hpp>

namespace interweave::jinja {

/// JSON as a template sees it, keys in their order; bytes that are not UTF-8 become U+FFFD. Fails
/// for integers beyond 64 bits.
Value fromJson(Runtime& runtime, const nlohmann::ordered_json& json);

} // namespace interweave::jinja
