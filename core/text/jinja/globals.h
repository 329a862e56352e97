// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

namespace interweave::jinja {

/// The functions that transformers gives to templates: raise_exception, strftime_now, namespace,
/// range and dict. Nullopt for another name.
std::optional<Value> globalFunction(Runtime& runtime, std::string_view name);

} // namespace interweave::jinja
