// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

#include <optional>

namespace interweave::jinja {

/// How one value is written: Python's format specification, which those of % are turned into.
struct FormatSpec {
    std::string fill = " ";
    char align = 0; // '<', '>', '^', '='; 0: as the type has it
    char sign = '-'; // '+': also before positive numbers, ' ': a blank there
    bool alternate = false; // 0x before hexadecimal digits
    int64_t width = 0;
    char grouping = 0; // ',' or '_' between thousands
    std::optional<int> precision;
    char type = 0; // 's', 'd', 'f', …; 0: as str() writes it
};

/// "[[fill]align][sign][#][0][width][,][.precision][type]".
FormatSpec parseFormatSpec(Runtime& runtime, std::string_view text);
std::string formatted(Runtime& runtime, const Value& value, const FormatSpec& spec);

} // namespace interweave::jinja
