// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

namespace interweave::jinja {

/// object.name, as jinja2 looks it up: an attribute or method first, then an item. Undefined where
/// there is neither; fails on an undefined object.
Value attribute(Runtime& runtime, const Value& object, const std::string& name);
/// object[index]: an item first, then an attribute.
Value item(Runtime& runtime, const Value& object, const Value& index);
/// object[start:stop:step], None where one is left out.
Value slice(Runtime& runtime, const Value& object, const Value& start, const Value& stop,
    const Value& step);

/// What a loop walks. An iterator is used up by it. Fails for what cannot be walked.
Values elements(Runtime& runtime, const Value& value);
bool isIterable(const Value& value);
/// len(value); nullopt where it has none.
std::optional<int64_t> length(Runtime& runtime, const Value& value);

/// What the filters' `attribute` argument gets: "a.b.0" is item after item.
Value followPath(Runtime& runtime, Value object, const Value& path);

} // namespace interweave::jinja
