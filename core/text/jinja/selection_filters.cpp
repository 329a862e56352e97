// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/builtin.h"

namespace interweave::jinja {

namespace {

/// The name of a filter or test that is the argument at `place`, and the arguments behind it.
struct Applied {
    std::string name;
    Arguments arguments;
};

Applied appliedAt(const Call& call, size_t place)
{
    const Values& given = call.arguments.positional;
    const auto* name = asText(given[place]);
    if (!name)
        call.fail("expects a name, not " + typeName(given[place]));
    return {*name,
        {Values(given.begin() + static_cast<std::ptrdiff_t>(place) + 1, given.end()),
            call.arguments.named}};
}

/// map(attribute=…, default=…).
Values mappedToAttribute(const Call& call)
{
    const Value* path = nullptr;
    const Value* fallback = nullptr;
    for (const auto& [name, value] : call.arguments.named) {
        if (name != "attribute" && name != "default")
            call.runtime.fail("'map' has no argument '" + name + "'");
        (name == "attribute" ? path : fallback) = &value;
    }
    if (!path)
        call.runtime.fail("'map' needs a filter or an attribute");
    Values mapped;
    for (const Value& item : elements(call.runtime, call.subject)) {
        Value found = followPath(call.runtime, item, *path);
        const bool replaced = isUndefined(found) && fallback && !isNone(*fallback);
        mapped.push_back(replaced ? *fallback : std::move(found));
    }
    return mapped;
}

Value map(const Call& call)
{
    if (!isTrue(call.subject))
        return call.runtime.iterator("generator", {});
    if (call.arguments.positional.empty())
        return call.runtime.iterator("generator", mappedToAttribute(call));
    const Applied applied = appliedAt(call, 0);
    const Builtin* filter = findFilter(applied.name);
    if (!filter)
        call.runtime.unsupported("filter '" + applied.name + "' is not supported");
    Values mapped;
    for (const Value& item : elements(call.runtime, call.subject))
        mapped.push_back((*filter)(call.runtime, item, applied.arguments));
    return call.runtime.iterator("generator", std::move(mapped));
}

/// select, reject, selectattr and rejectattr: the last two test an attribute, named first.
template <bool Wanted, bool OfAttribute>
Value select(const Call& call)
{
    const Values& given = call.arguments.positional;
    constexpr size_t kTest = OfAttribute ? 1 : 0;
    if (!isTrue(call.subject))
        return call.runtime.iterator("generator", {});
    if (OfAttribute && given.empty())
        call.fail("needs the name of an attribute");
    const bool tests = given.size() > kTest;
    const Applied applied = tests ? appliedAt(call, kTest) : Applied();
    const Builtin* test = tests ? findTest(applied.name) : nullptr;
    if (tests && !test)
        call.runtime.unsupported("test '" + applied.name + "' is not supported");
    Values kept;
    for (Value& item : elements(call.runtime, call.subject)) {
        const Value tested = OfAttribute ? followPath(call.runtime, item, given.front()) : item;
        if (isTrue(test ? (*test)(call.runtime, tested, applied.arguments) : tested) == Wanted)
            kept.push_back(std::move(item));
    }
    return call.runtime.iterator("generator", std::move(kept));
}

constexpr Builtin kFilters[] = {
    {"map", map, {}, 0, true},
    {"reject", select<false, false>, {}, 0, true},
    {"rejectattr", select<false, true>, {}, 0, true},
    {"select", select<true, false>, {}, 0, true},
    {"selectattr", select<true, true>, {}, 0, true},
};

} // namespace

std::span<const Builtin> selectionFilters()
{
    return kFilters;
}

} // namespace interweave::jinja
