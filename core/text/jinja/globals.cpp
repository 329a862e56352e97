// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/globals.h"

#include "core/text/jinja/access.h"
#include "core/text/jinja/builtin.h"
#include "core/text/jinja/python_text.h"

namespace interweave::jinja {

namespace {

constexpr int64_t kMaxRange = 100'000; // as in jinja2's sandbox
constexpr int64_t kMaxBound = int64_t{1} << 53;

Value range(const Call& call)
{
    const auto bound = [&](size_t parameter, int64_t fallback) {
        const int64_t value = call.integer(parameter, fallback);
        if (value > kMaxBound || value < -kMaxBound)
            call.runtime.fail("range of " + std::to_string(value));
        return value;
    };
    const bool single = !call.find(1);
    const Range range{single ? 0 : bound(0, 0), bound(single ? 0 : 1, 0), bound(2, 1)};
    if (range.step == 0)
        call.runtime.fail("range with a step of 0");
    if (range.size() > kMaxRange)
        call.runtime.fail("range of more than " + std::to_string(kMaxRange) + " numbers");
    return range;
}

/// dict(mapping or pairs, name=value).
std::vector<std::pair<Value, Value>> entriesOf(const Call& call)
{
    std::vector<std::pair<Value, Value>> entries;
    for (const Value& source : call.arguments.positional) {
        if (const auto* dict = asDict(source)) {
            entries.insert(entries.end(), dict->entries.begin(), dict->entries.end());
            continue;
        }
        for (const Value& item : elements(call.runtime, source)) {
            const Values pair = elements(call.runtime, item);
            if (pair.size() != 2)
                call.fail("expects pairs, found " + std::to_string(pair.size()) + " elements");
            entries.emplace_back(pair[0], pair[1]);
        }
    }
    if (call.arguments.positional.size() > 1)
        call.fail("takes at most 1 argument by place");
    for (const auto& [name, value] : call.arguments.named)
        entries.emplace_back(call.runtime.text(name), value);
    return entries;
}

Value dict(const Call& call)
{
    return call.runtime.dict(entriesOf(call));
}

Value makeNamespace(const Call& call)
{
    const auto space = call.runtime.makeNamespace();
    const Value entries = call.runtime.dict(entriesOf(call)); // of each name the last
    for (const auto& [key, value] : asDict(entries)->entries) {
        const auto* name = asText(key);
        if (!name || name->starts_with('_'))
            call.runtime.fail("a namespace has no attribute " + toRepr(call.runtime, key));
        space->attributes.emplace_back(*name, value);
    }
    return space;
}

Value raiseException(const Call& call)
{
    call.runtime.fail(toText(call.runtime, *call.find(0)));
}

/// Directive after directive, so that only those of a fixed and short length reach the C library.
Value strftimeNow(const Call& call)
{
    constexpr std::string_view kDirectives = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyY%";
    const std::string& format = call.text(0);
    std::string text;
    for (size_t at = 0; at < format.size(); ++at) {
        if (format[at] != '%') {
            text += format[at];
            continue;
        }
        std::string directive = "%";
        if (at + 1 < format.size() && format[at + 1] == '-')
            directive += format[++at];
        const char letter = at + 1 < format.size() ? format[++at] : '\0';
        if (letter == 'f')
            text += "000000";
        if (letter == 'f' || letter == 'z' || letter == 'Z') // a time without a zone
            continue;
        if (letter == '\0' || kDirectives.find(letter) == kDirectives.npos)
            call.runtime.unsupported("strftime_now with '" + directive + letter + "'");
        char buffer[128];
        const std::tm now = call.runtime.now();
        text.append(
            buffer, std::strftime(buffer, sizeof buffer, (directive + letter).c_str(), &now));
    }
    return call.runtime.text(std::move(text));
}

constexpr Builtin kGlobals[] = {
    {"dict", dict, {}, 0, true},
    {"namespace", makeNamespace, {}, 0, true},
    {"raise_exception", raiseException, {"message"}, 1},
    {"range", range, {"start", "stop", "step"}, 1},
    {"strftime_now", strftimeNow, {"format"}, 1},
};

} // namespace

std::optional<Value> globalFunction(Runtime& runtime, std::string_view name)
{
    const Builtin* builtin = findBuiltin(kGlobals, name);
    if (!builtin)
        return std::nullopt;
    return runtime.callable(std::string(name), [&runtime, builtin](const Arguments& arguments) {
        return (*builtin)(runtime, None(), arguments);
    });
}

} // namespace interweave::jinja
