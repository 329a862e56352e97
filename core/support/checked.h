// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"

#include <concepts>
#include <limits>
#include <string>
#include <utility>

namespace interweave {

/// Arithmetic on sizes, offsets and counts that come from a file. Each throws Error{CorruptData,
/// where} when the result does not fit; `what` names the quantity, e.g. "byte size of tensor 'x'".

template <std::unsigned_integral T>
T checkedAdd(T a, T b, const std::string& where, const std::string& what)
{
    T result;
    if (__builtin_add_overflow(a, b, &result))
        throw Error(ErrorCode::CorruptData, where, what + " overflows");
    return result;
}

template <std::unsigned_integral T>
T checkedMultiply(T a, T b, const std::string& where, const std::string& what)
{
    T result;
    if (__builtin_mul_overflow(a, b, &result))
        throw Error(ErrorCode::CorruptData, where, what + " overflows");
    return result;
}

template <std::integral To, std::integral From>
To checkedCast(From value, const std::string& where, const std::string& what)
{
    if (!std::in_range<To>(value))
        throw Error(
            ErrorCode::CorruptData, where, what + " is out of range: " + std::to_string(value));
    return static_cast<To>(value);
}

} // namespace interweave
