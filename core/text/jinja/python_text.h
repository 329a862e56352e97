// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

#include <optional>

namespace interweave::jinja {

/// Python's str(value); "" of what is undefined. Fails for what Python prints with its address in
/// memory: iterators and functions.
std::string toText(Runtime& runtime, const Value& value);
/// Python's repr(value).
std::string toRepr(Runtime& runtime, const Value& value);
/// repr of a float: the fewest digits that give it back, "1e+16", "nan".
std::string floatText(double value);
/// Python's int(text) and float(text): blanks around it, underscores between digits; nullopt for
/// anything else, and for integers beyond 64 bits.
std::optional<int64_t> parseInteger(std::string_view text, int base = 10);
std::optional<double> parseFloat(std::string_view text);

struct JsonStyle {
    bool asciiOnly = false;
    bool sortKeys = false;
    std::optional<std::string> indent; // of one level; absent: all in one line
    std::string itemSeparator = ", ";
    std::string keySeparator = ": ";
};

/// json.dumps(value). Fails for what is no JSON.
std::string toJsonText(Runtime& runtime, const Value& value, const JsonStyle& style);

} // namespace interweave::jinja
