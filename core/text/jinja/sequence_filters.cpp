// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/builtin.h"
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/python_text.h"

#include "core/support/nearest_name.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

Value lengthOf(const Call& call)
{
    const auto size = length(call.runtime, call.subject);
    if (!size)
        call.runtime.fail("object of type '" + typeName(call.subject) + "' has no length");
    return *size;
}

Value defaultTo(const Call& call)
{
    const bool missing
        = isUndefined(call.subject) || (call.flag(1, false) && !isTrue(call.subject));
    if (!missing)
        return call.subject;
    return call.find(0) ? *call.find(0) : call.runtime.text("");
}

Value join(const Call& call)
{
    const std::string separator
        = call.find(0) ? toText(call.runtime, *call.find(0)) : std::string();
    std::string joined;
    bool first = true;
    for (Value& item : elements(call.runtime, call.subject)) {
        if (const Value* path = call.findSome(1))
            item = followPath(call.runtime, item, *path);
        const std::string text = toText(call.runtime, item);
        call.runtime.reserve(separator.size() + text.size());
        joined += (first ? "" : separator) + text;
        first = false;
    }
    return call.runtime.text(std::move(joined));
}

Value first(const Call& call)
{
    if (const auto* iterator = std::get_if<std::shared_ptr<Iterator>>(&call.subject)) {
        Iterator& walked = **iterator;
        if (walked.next < walked.items.size())
            return walked.items[walked.next++];
    }
    const Values items = elements(call.runtime, call.subject);
    return items.empty() ? Runtime::undefined("No first item, sequence was empty.") : items.front();
}

Value last(const Call& call)
{
    if (!length(call.runtime, call.subject))
        call.runtime.fail("'" + typeName(call.subject) + "' object is not reversible");
    const Values items = elements(call.runtime, call.subject);
    return items.empty() ? Runtime::undefined("No last item, sequence was empty.") : items.back();
}

Value list(const Call& call)
{
    return call.runtime.list(elements(call.runtime, call.subject));
}

Value items(const Call& call)
{
    if (isUndefined(call.subject))
        return call.runtime.iterator("generator", {});
    if (!asDict(call.subject))
        call.runtime.fail("'items' works on a mapping, not on " + typeName(call.subject));
    const auto& dict = std::get<std::shared_ptr<const Dict>>(call.subject);
    return call.runtime.iterator(
        "generator", elements(call.runtime, DictView{dict, DictPart::Items}));
}

Value reverse(const Call& call)
{
    if (const auto* text = asText(call.subject)) {
        std::u32string letters = decode(*text);
        std::reverse(letters.begin(), letters.end());
        return call.likeSubject(encode(letters));
    }
    Values items = elements(call.runtime, call.subject);
    std::reverse(items.begin(), items.end());
    const bool once = !isUndefined(call.subject)
        && !std::holds_alternative<std::shared_ptr<Iterator>>(call.subject);
    return once ? call.runtime.iterator("reverse iterator", std::move(items))
                : call.runtime.list(std::move(items));
}

/// Strings that differ in case alone count as equal, unless `caseSensitive`.
Value sortKey(Runtime& runtime, const Value& value, bool caseSensitive)
{
    const auto* text = asText(value);
    return text && !caseSensitive ? runtime.text(encode(toLower(decode(*text)))) : value;
}

struct Keyed {
    Values keys;
    Value item;
};

Values sorted(Runtime& runtime, std::vector<Keyed> items, bool reversed)
{
    const auto less = [&](const Keyed& a, const Keyed& b) {
        for (size_t i = 0; i < a.keys.size(); ++i)
            if (!areEqual(runtime, a.keys[i], b.keys[i]))
                return isLess(runtime, a.keys[i], b.keys[i]);
        return false;
    };
    std::stable_sort(items.begin(), items.end(),
        [&](const Keyed& a, const Keyed& b) { return reversed ? less(b, a) : less(a, b); });
    Values result;
    for (Keyed& keyed : items)
        result.push_back(std::move(keyed.item));
    return result;
}

/// The parameters reverse, case_sensitive, attribute ("a,b": by a, then by b).
Value sort(const Call& call)
{
    const Value* attribute = call.findSome(2);
    Values paths;
    if (attribute && asText(*attribute))
        for (const std::string& path : splitAt(*asText(*attribute), ','))
            paths.push_back(call.runtime.text(path));
    else
        paths.push_back(attribute ? *attribute : Value(None()));
    std::vector<Keyed> keyed;
    for (Value& item : elements(call.runtime, call.subject)) {
        Values keys;
        for (const Value& path : paths)
            keys.push_back(
                sortKey(call.runtime, followPath(call.runtime, item, path), call.flag(1, false)));
        keyed.push_back({std::move(keys), std::move(item)});
    }
    return call.runtime.list(sorted(call.runtime, std::move(keyed), call.flag(0, false)));
}

/// The parameters case_sensitive, by, reverse.
Value dictsort(const Call& call)
{
    const auto* dict = asDict(call.subject);
    if (!dict) {
        if (isUndefined(call.subject))
            call.runtime.failUndefined(call.subject);
        call.runtime.fail("'dictsort' works on a mapping, not on " + typeName(call.subject));
    }
    const std::string by = call.find(1) ? call.text(1) : "key";
    if (by != "key" && by != "value")
        call.runtime.fail("'dictsort' sorts by key or value, not by '" + by + "'");
    std::vector<Keyed> keyed;
    for (const auto& [key, value] : dict->entries)
        keyed.push_back({{sortKey(call.runtime, by == "key" ? key : value, call.flag(0, false))},
            call.runtime.tuple({key, value})});
    return call.runtime.list(sorted(call.runtime, std::move(keyed), call.flag(2, false)));
}

/// The parameters case_sensitive, attribute.
Value keyOf(const Call& call, const Value& item)
{
    const Value* path = call.findSome(1);
    return sortKey(
        call.runtime, path ? followPath(call.runtime, item, *path) : item, call.flag(0, false));
}

Value unique(const Call& call)
{
    Values seen, kept;
    for (Value& item : elements(call.runtime, call.subject)) {
        const Value key = keyOf(call, item);
        requireHashable(call.runtime, key);
        const bool known = std::any_of(seen.begin(), seen.end(),
            [&](const Value& other) { return areEqual(call.runtime, other, key); });
        if (known)
            continue;
        seen.push_back(key);
        kept.push_back(std::move(item));
    }
    return call.runtime.iterator("generator", std::move(kept));
}

template <bool Largest>
Value extreme(const Call& call)
{
    const Values items = elements(call.runtime, call.subject);
    if (items.empty())
        return Runtime::undefined("No aggregated item, sequence was empty.");
    const Value* best = &items.front();
    Value bestKey = keyOf(call, *best);
    for (size_t i = 1; i < items.size(); ++i) {
        Value key = keyOf(call, items[i]);
        if (Largest ? isLess(call.runtime, bestKey, key) : isLess(call.runtime, key, bestKey)) {
            best = &items[i];
            bestKey = std::move(key);
        }
    }
    return *best;
}

Value sum(const Call& call)
{
    Value total = call.find(1) ? *call.find(1) : Value(int64_t{0});
    for (const Value& item : elements(call.runtime, call.subject)) {
        const Value* path = call.findSome(0);
        total = apply(call.runtime, BinaryOperator::Add, total,
            path ? followPath(call.runtime, item, *path) : item);
    }
    return total;
}

Value batch(const Call& call)
{
    const int64_t size = call.integer(0, 0);
    Values batches, current;
    for (Value& item : elements(call.runtime, call.subject)) {
        if (static_cast<int64_t>(current.size()) == size)
            batches.push_back(call.runtime.list(std::exchange(current, {})));
        current.push_back(std::move(item));
    }
    while (!current.empty() && call.findSome(1) && static_cast<int64_t>(current.size()) < size) {
        call.runtime.reserve(sizeof(Value));
        current.push_back(*call.find(1));
    }
    if (!current.empty())
        batches.push_back(call.runtime.list(std::move(current)));
    return call.runtime.iterator("generator", std::move(batches));
}

constexpr Builtin kFilters[] = {
    {"batch", batch, {"linecount", "fill_with"}, 1},
    {"count", lengthOf},
    {"d", defaultTo, {"default_value", "boolean"}},
    {"default", defaultTo, {"default_value", "boolean"}},
    {"dictsort", dictsort, {"case_sensitive", "by", "reverse"}},
    {"first", first},
    {"items", items},
    {"join", join, {"d", "attribute"}},
    {"last", last},
    {"length", lengthOf},
    {"list", list},
    {"max", extreme<true>, {"case_sensitive", "attribute"}},
    {"min", extreme<false>, {"case_sensitive", "attribute"}},
    {"reverse", reverse},
    {"sort", sort, {"reverse", "case_sensitive", "attribute"}},
    {"sum", sum, {"attribute", "start"}},
    {"unique", unique, {"case_sensitive", "attribute"}},
};

} // namespace

std::span<const Builtin> sequenceFilters()
{
    return kFilters;
}

} // namespace interweave::jinja
