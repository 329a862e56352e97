// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/builtin.h"
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/python_text.h"

#include <algorithm>

/// What may stand after `is`.
namespace interweave::jinja {

namespace {

template <bool (*Holds)(const Value&)>
Value is(const Call& call)
{
    return Holds(call.subject);
}

template <Comparison How>
Value compares(const Call& call)
{
    return compare(call.runtime, How, call.subject, *call.find(0));
}

template <int64_t Remainder>
Value leaves(const Call& call)
{
    const Value rest = apply(call.runtime, BinaryOperator::Modulo, call.subject, int64_t{2});
    return areEqual(call.runtime, rest, Remainder);
}

Value divisibleBy(const Call& call)
{
    const Value rest = apply(call.runtime, BinaryOperator::Modulo, call.subject, *call.find(0));
    return areEqual(call.runtime, rest, int64_t{0});
}

Value isSequence(const Call& call)
{
    const Value& value = call.subject;
    return isUndefined(value) || asText(value) || asSequence(value) || asDict(value)
        || std::holds_alternative<Range>(value);
}

Value sameAs(const Call& call)
{
    return isSame(call.subject, *call.find(0));
}

template <bool (*Wanted)(char32_t), bool (*Other)(char32_t)>
Value isCase(const Call& call)
{
    const std::u32string letters = decode(toText(call.runtime, call.subject));
    return std::any_of(letters.begin(), letters.end(), Wanted)
        && std::none_of(letters.begin(), letters.end(), Other);
}

Value isFilter(const Call& call)
{
    const auto* name = asText(call.subject);
    return name && findFilter(*name);
}

Value isTest(const Call& call)
{
    const auto* name = asText(call.subject);
    return name && findTest(*name);
}

bool isDefined(const Value& value)
{
    return !isUndefined(value);
}

template <class T>
bool holds(const Value& value)
{
    return std::holds_alternative<T>(value);
}

bool isNumber(const Value& value)
{
    return asNumber(value).has_value();
}

template <bool Wanted>
bool isExactly(const Value& value)
{
    const auto* flag = std::get_if<bool>(&value);
    return flag && *flag == Wanted;
}

bool isEscaped(const Value& value)
{
    const auto* text = std::get_if<Text>(&value);
    return text && text->markup;
}

constexpr Builtin kTests[] = {
    {"!=", compares<Comparison::NotEqual>, {"other"}, 1},
    {"<", compares<Comparison::Less>, {"other"}, 1},
    {"<=", compares<Comparison::LessEqual>, {"other"}, 1},
    {"==", compares<Comparison::Equal>, {"other"}, 1},
    {">", compares<Comparison::Greater>, {"other"}, 1},
    {">=", compares<Comparison::GreaterEqual>, {"other"}, 1},
    {"boolean", is<holds<bool>>},
    {"callable", is<holds<std::shared_ptr<const Callable>>>},
    {"defined", is<isDefined>},
    {"divisibleby", divisibleBy, {"num"}, 1},
    {"eq", compares<Comparison::Equal>, {"other"}, 1},
    {"equalto", compares<Comparison::Equal>, {"other"}, 1},
    {"escaped", is<isEscaped>},
    {"even", leaves<0>},
    {"false", is<isExactly<false>>},
    {"filter", isFilter},
    {"float", is<holds<double>>},
    {"ge", compares<Comparison::GreaterEqual>, {"other"}, 1},
    {"greaterthan", compares<Comparison::Greater>, {"other"}, 1},
    {"gt", compares<Comparison::Greater>, {"other"}, 1},
    {"in", compares<Comparison::In>, {"seq"}, 1},
    {"integer", is<holds<int64_t>>},
    {"iterable", is<isIterable>},
    {"le", compares<Comparison::LessEqual>, {"other"}, 1},
    {"lessthan", compares<Comparison::Less>, {"other"}, 1},
    {"lower", isCase<isLower, isUpper>},
    {"lt", compares<Comparison::Less>, {"other"}, 1},
    {"mapping", is<holds<std::shared_ptr<const Dict>>>},
    {"ne", compares<Comparison::NotEqual>, {"other"}, 1},
    {"none", is<isNone>},
    {"number", is<isNumber>},
    {"odd", leaves<1>},
    {"sameas", sameAs, {"other"}, 1},
    {"sequence", isSequence},
    {"string", is<holds<Text>>},
    {"test", isTest},
    {"true", is<isExactly<true>>},
    {"undefined", is<isUndefined>},
    {"upper", isCase<isUpper, isLower>},
};

} // namespace

const Builtin* findTest(std::string_view name)
{
    return findBuiltin(kTests, name);
}

} // namespace interweave::jinja
