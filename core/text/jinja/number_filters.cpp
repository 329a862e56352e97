// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/builtin.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/python_text.h"

#include <array>
#include <cmath>

namespace interweave::jinja {

namespace {

Value whole(const Call& call, double number)
{
    if (!std::isfinite(number))
        call.fail("of a number that is not finite");
    if (!(std::abs(number) < 9.2e18))
        call.runtime.unsupported("the integer does not fit into 64 bits");
    return static_cast<int64_t>(number);
}

Value toInt(const Call& call)
{
    if (isUndefined(call.subject))
        call.runtime.failUndefined(call.subject);
    if (const auto integer = asInteger(call.subject))
        return *integer;
    if (const auto* number = std::get_if<double>(&call.subject))
        return whole(call, *number);
    const Value fallback = call.find(0) ? *call.find(0) : Value(int64_t{0});
    const auto* text = asText(call.subject);
    if (!text)
        return fallback;
    if (const auto integer = parseInteger(*text, static_cast<int>(call.integer(1, 10))))
        return *integer;
    const auto number = parseFloat(*text);
    return number && std::isfinite(*number) ? whole(call, *number) : fallback;
}

Value toFloat(const Call& call)
{
    if (isUndefined(call.subject))
        call.runtime.failUndefined(call.subject);
    if (const auto number = asNumber(call.subject))
        return *number;
    const auto* text = asText(call.subject);
    const auto number = text ? parseFloat(*text) : std::nullopt;
    return number ? Value(*number) : call.find(0) ? *call.find(0) : Value(0.0);
}

/// To the nearest, a tie to the even one, decided on the exact value as Python does.
double rounded(double value, int64_t precision)
{
    if (!std::isfinite(value) || precision > 300)
        return value;
    if (precision < 0) {
        const double unit = std::pow(10.0, static_cast<double>(-precision));
        return std::nearbyint(value / unit) * unit;
    }
    std::array<char, 640> buffer;
    std::snprintf(buffer.data(), buffer.size(), "%.*f", static_cast<int>(precision), value);
    return std::strtod(buffer.data(), nullptr);
}

Value round(const Call& call)
{
    const auto number = asNumber(call.subject);
    if (!number) {
        if (isUndefined(call.subject))
            call.runtime.failUndefined(call.subject);
        call.runtime.fail("'round' works on a number, not on " + typeName(call.subject));
    }
    const int64_t precision = call.integer(0, 0);
    const std::string method = call.find(1) ? call.text(1) : "common";
    const auto integer = asInteger(call.subject);
    if (method == "common")
        return integer && precision >= 0 ? Value(*integer) : Value(rounded(*number, precision));
    if (method != "ceil" && method != "floor")
        call.runtime.fail("'round' has the methods common, ceil and floor");
    const double scale = std::pow(10.0, static_cast<double>(precision));
    const double scaled = *number * scale;
    return (method == "ceil" ? std::ceil(scaled) : std::floor(scaled)) / scale;
}

Value absolute(const Call& call)
{
    const bool negative = asNumber(call.subject).value_or(0.0) < 0.0;
    return withSign(call.runtime, negative, call.subject);
}

constexpr Builtin kFilters[] = {
    {"abs", absolute},
    {"float", toFloat, {"default"}},
    {"int", toInt, {"default", "base"}},
    {"round", round, {"precision", "method"}},
};

} // namespace

std::span<const Builtin> numberFilters()
{
    return kFilters;
}

} // namespace interweave::jinja
