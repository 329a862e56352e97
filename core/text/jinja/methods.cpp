// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/methods.h"

#include "core/text/jinja/access.h"
#include "core/text/jinja/operators.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

Value view(const Call& call, DictPart part)
{
    return DictView{std::get<std::shared_ptr<const Dict>>(call.subject), part};
}

Value keys(const Call& call)
{
    return view(call, DictPart::Keys);
}

Value values(const Call& call)
{
    return view(call, DictPart::Values);
}

Value items(const Call& call)
{
    return view(call, DictPart::Items);
}

Value get(const Call& call)
{
    if (const Value* found = find(call.runtime, *asDict(call.subject), *call.find(0)))
        return *found;
    return call.find(1) ? *call.find(1) : Value(None());
}

Value copy(const Call& call)
{
    return call.subject;
}

constexpr Builtin kDictMethods[] = {
    {"copy", copy},
    {"get", get, {"key", "default"}, 1},
    {"items", items},
    {"keys", keys},
    {"values", values},
};

Value count(const Call& call)
{
    int64_t count = 0;
    for (const Value& item : asSequence(call.subject)->items)
        count += areEqual(call.runtime, item, *call.find(0));
    return count;
}

Value index(const Call& call)
{
    const Values& items = asSequence(call.subject)->items;
    for (size_t i = 0; i < items.size(); ++i)
        if (areEqual(call.runtime, items[i], *call.find(0)))
            return static_cast<int64_t>(i);
    call.runtime.fail("the value is not in the " + typeName(call.subject));
}

constexpr Builtin kSequenceMethods[] = {
    {"copy", copy},
    {"count", count, {"value"}, 1},
    {"index", index, {"value"}, 1},
};

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What the reference's sandbox keeps from templates.
bool changesItsObject(const Value& object, std::string_view name)
{
    if (asDict(object))
        return isOneOf(name, {"clear", "pop", "popitem", "setdefault", "update"});
    const auto* sequence = asSequence(object);
    return sequence && !sequence->tuple
        && isOneOf(
            name, {"append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"});
}

/// Methods that Python has and this program has not.
bool isKnownElsewhere(const Value& object, std::string_view name)
{
    if (asText(object))
        return isOneOf(
            name, {"encode", "expandtabs", "isidentifier", "istitle", "maketrans", "translate"});
    if (asDict(object))
        return name == "fromkeys";
    if (asInteger(object) || std::holds_alternative<double>(object))
        return isOneOf(name,
            {"as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator", "hex",
                "imag", "is_integer", "numerator", "real", "to_bytes"});
    return false;
}

const Builtin* findMethod(const Value& object, std::string_view name)
{
    if (asDict(object))
        return findBuiltin(kDictMethods, name);
    if (asSequence(object))
        return findBuiltin(kSequenceMethods, name);
    if (!asText(object))
        return nullptr;
    const Builtin* found = findBuiltin(textMethods(), name);
    return found ? found : findBuiltin(textQueries(), name);
}

bool isInternal(std::string_view name)
{
    return name.size() > 4 && name.starts_with("__") && name.ends_with("__");
}

} // namespace

std::optional<Value> method(Runtime& runtime, const Value& object, const std::string& name)
{
    if (isInternal(name) || changesItsObject(object, name))
        return Runtime::undefined(
            "access to attribute '" + name + "' of '" + typeName(object) + "' object is unsafe.");
    if (const Builtin* builtin = findMethod(object, name))
        return runtime.callable(
            name,
            [&runtime, object, builtin](
                const Arguments& arguments) { return (*builtin)(runtime, object, arguments); },
            depthOf(object) + 1);
    if (!isKnownElsewhere(object, name))
        return std::nullopt;
    return runtime.callable(name,
        [&runtime, what = "the method '" + name + "' of " + typeName(object)](
            const Arguments&) -> Value { runtime.unsupported(what + " is not supported"); });
}

} // namespace interweave::jinja
