// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/builtin.h"

#include "core/text/jinja/access.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

/// Bytes or elements that working on a value takes.
size_t sizeOf(const Value& value)
{
    if (const auto* text = asText(value))
        return text->size();
    if (const auto* sequence = asSequence(value))
        return sequence->items.size();
    const auto* dict = asDict(value);
    return dict ? dict->entries.size() : 0;
}

} // namespace

void Call::fail(const std::string& what) const
{
    runtime.fail(between("'", name, "' ") + what);
}

const Value* Call::findSome(size_t parameter) const
{
    const Value* value = m_values[parameter];
    return value && isNone(*value) ? nullptr : value;
}

const std::string& Call::text(size_t parameter) const
{
    const Value* value = m_values[parameter];
    const auto* text = value ? asText(*value) : nullptr;
    if (!text)
        fail("expects a string, not " + (value ? typeName(*value) : "nothing"));
    return *text;
}

int64_t Call::integer(size_t parameter, int64_t fallback) const
{
    const Value* value = m_values[parameter];
    if (!value)
        return fallback;
    const auto integer = asInteger(*value);
    if (!integer)
        fail("expects an integer, not " + typeName(*value));
    return *integer;
}

bool Call::flag(size_t parameter, bool fallback) const
{
    const Value* value = m_values[parameter];
    return value ? isTrue(*value) : fallback;
}

const std::string& Call::subjectText() const
{
    const auto* text = asText(subject);
    if (text)
        return *text;
    if (isUndefined(subject))
        runtime.failUndefined(subject);
    fail("works on a string, not on " + typeName(subject));
}

Value Call::likeSubject(std::string text) const
{
    const auto* own = std::get_if<Text>(&subject);
    return runtime.text(std::move(text), own && own->markup);
}

Value Builtin::operator()(Runtime& runtime, const Value& subject, const Arguments& arguments) const
{
    size_t size = sizeOf(subject);
    for (const Value& value : arguments.positional)
        size += sizeOf(value);
    runtime.work(size);
    Call call(runtime, subject, arguments, name);
    if (variadic)
        return function(call);
    const auto end = std::find(parameters.begin(), parameters.end(), std::string_view());
    const auto count = static_cast<size_t>(end - parameters.begin());
    if (arguments.positional.size() > count)
        call.fail("takes at most " + std::to_string(count) + " arguments, not "
            + std::to_string(arguments.positional.size()));
    for (size_t i = 0; i < arguments.positional.size(); ++i)
        call.m_values[i] = &arguments.positional[i];
    for (const auto& [key, value] : arguments.named) {
        const auto place = std::find(parameters.begin(), end, key);
        if (place == end)
            call.fail("has no argument '" + key + "'");
        const Value*& bound = call.m_values[static_cast<size_t>(place - parameters.begin())];
        if (bound)
            call.fail("was given '" + key + "' twice");
        bound = &value;
    }
    for (size_t i = 0; i < required; ++i)
        if (!call.m_values[i])
            call.fail("needs the argument '" + std::string(parameters[i]) + "'");
    return function(call);
}

const Builtin* findBuiltin(std::span<const Builtin> table, std::string_view name)
{
    const auto found = std::find_if(
        table.begin(), table.end(), [&](const Builtin& builtin) { return builtin.name == name; });
    return found == table.end() ? nullptr : &*found;
}

const Builtin* findFilter(std::string_view name)
{
    for (const auto table : {textFilters(), numberFilters(), sequenceFilters(), selectionFilters()})
        if (const Builtin* filter = findBuiltin(table, name))
            return filter;
    return nullptr;
}

} // namespace interweave::jinja
