// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

namespace interweave::jinja {

/// Python's operators on values. All fail with the types they were given where Python raises
/// TypeError, and where an integer leaves 64 bits.

enum class BinaryOperator { Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power };
enum class Comparison { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn };

Value apply(Runtime& runtime, BinaryOperator op, const Value& left, const Value& right);
/// -value or +value.
Value withSign(Runtime& runtime, bool negative, const Value& value);

bool compare(Runtime& runtime, Comparison comparison, const Value& left, const Value& right);
bool areEqual(Runtime& runtime, const Value& left, const Value& right);
bool isLess(Runtime& runtime, const Value& left, const Value& right);
bool contains(Runtime& runtime, const Value& container, const Value& element);
/// Python's `is`.
bool isSame(const Value& left, const Value& right);

/// The value of a key, null where there is none. Fails for a key that cannot be hashed.
const Value* find(Runtime& runtime, const Dict& dict, const Value& key);
bool isHashable(const Value& value);
void requireHashable(Runtime& runtime, const Value& value);

/// & < > " ' as HTML writes them.
std::string escapeHtml(std::string_view text);

} // namespace interweave::jinja
