// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

namespace interweave::jinja {

/// format.format(*arguments). Nested braces in a specification and !a are not supported.
Value formatBraces(Runtime& runtime, const Text& format, const Arguments& arguments);
/// format % value: a tuple's elements, a dict's entries (%(name)s) or the one value.
Value formatPercent(Runtime& runtime, const Text& format, const Value& value);

} // namespace interweave::jinja
