// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/builtin.h"

namespace interweave::jinja {

/// The method of that name, bound to its object; nullopt where Python's type has none. Methods that
/// would change a list or a dict are undefined, as in the reference's sandbox; one that is not
/// known here fails when it is called.
std::optional<Value> method(Runtime& runtime, const Value& object, const std::string& name);

std::span<const Builtin> textMethods();
std::span<const Builtin> textQueries(); // startswith, find, isdigit, …

} // namespace interweave::jinja
