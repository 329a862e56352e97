// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"

#include "core/support/nearest_name.h"
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/loop.h"
#include "core/text/jinja/methods.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/python_text.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

Value missing(Runtime& runtime, const Value& object, const Value& name)
{
    if (asText(name))
        return Runtime::undefined(
            between("'", objectName(object), "' has no attribute ") + toRepr(runtime, name));
    return Runtime::undefined(objectName(object) + " has no element " + toRepr(runtime, name));
}

/// What Python would find as an attribute; the item of that name is not looked at.
std::optional<Value> ownAttribute(Runtime& runtime, const Value& object, const std::string& name)
{
    if (const auto* space = std::get_if<std::shared_ptr<Namespace>>(&object)) {
        const Value* value = (*space)->find(name);
        return value ? std::optional(*value) : std::nullopt;
    }
    if (const auto* loop = std::get_if<std::shared_ptr<Loop>>(&object))
        return loopAttribute(runtime, *loop, name);
    return method(runtime, object, name);
}

std::optional<Value> elementAt(Runtime& runtime, const Value& object, int64_t index)
{
    const auto count = length(runtime, object);
    if (!count)
        return std::nullopt;
    if (index < 0)
        index += *count;
    if (index < 0 || index >= *count)
        return std::nullopt;
    if (const auto* sequence = asSequence(object))
        return sequence->items[static_cast<size_t>(index)];
    if (const auto* range = std::get_if<Range>(&object))
        return range->at(index);
    if (const auto* text = std::get_if<Text>(&object)) {
        runtime.work(text->bytes->size());
        const size_t at = byteOffset(*text->bytes, index);
        return runtime.text(text->bytes->substr(at, utf8At(*text->bytes, at).length), text->markup);
    }
    return std::nullopt;
}

std::optional<Value> ownItem(Runtime& runtime, const Value& object, const Value& index)
{
    if (const auto* dict = asDict(object)) {
        const Value* value = isHashable(index) ? find(runtime, *dict, index) : nullptr;
        return value ? std::optional(*value) : std::nullopt;
    }
    const auto position = asInteger(index);
    return position ? elementAt(runtime, object, *position) : std::nullopt;
}

/// The positions that a slice takes out of `size`, as Python's slice.indices.
Range slicedPositions(
    Runtime& runtime, int64_t size, const Value& start, const Value& stop, const Value& step)
{
    const auto bound = [&](const Value& value, int64_t fallback) {
        const auto integer = asInteger(value);
        if (!integer && !isNone(value))
            runtime.fail("slice indices must be integers or none, not " + typeName(value));
        return integer.value_or(fallback);
    };
    const int64_t stride = bound(step, 1);
    if (stride == 0)
        runtime.fail("slice step cannot be zero");
    const int64_t low = stride > 0 ? 0 : -1, high = stride > 0 ? size : size - 1;
    const auto clamped = [&](const Value& value, int64_t fallback) {
        if (isNone(value))
            return fallback;
        const int64_t at = bound(value, 0);
        return std::clamp(at < 0 ? std::max(at, -size - 1) + size : at, low, high);
    };
    return {clamped(start, stride > 0 ? low : high), clamped(stop, stride > 0 ? high : low),
        std::clamp(stride, -size - 1, size + 1)};
}

} // namespace

Value attribute(Runtime& runtime, const Value& object, const std::string& name)
{
    if (isUndefined(object))
        runtime.failUndefined(object);
    if (auto own = ownAttribute(runtime, object, name))
        return *own;
    const Value key = runtime.text(name);
    auto found = asDict(object) ? ownItem(runtime, object, key) : std::nullopt;
    return found ? *found : missing(runtime, object, key);
}

Value item(Runtime& runtime, const Value& object, const Value& index)
{
    if (isUndefined(object))
        runtime.failUndefined(object);
    if (auto found = ownItem(runtime, object, index))
        return *found;
    if (const auto* name = asText(index))
        if (auto own = ownAttribute(runtime, object, *name))
            return *own;
    return missing(runtime, object, index);
}

Value slice(
    Runtime& runtime, const Value& object, const Value& start, const Value& stop, const Value& step)
{
    if (isUndefined(object))
        runtime.failUndefined(object);
    const auto* text = std::get_if<Text>(&object);
    const auto* sequence = asSequence(object);
    if (!text && !sequence)
        runtime.fail("a " + typeName(object) + " cannot be sliced");
    const Range positions = slicedPositions(runtime, *length(runtime, object), start, stop, step);
    runtime.work(static_cast<size_t>(positions.size()));
    if (text) {
        const std::u32string letters = decode(*text->bytes);
        std::u32string taken;
        for (int64_t i = 0; i < positions.size(); ++i)
            taken += letters[static_cast<size_t>(positions.at(i))];
        return runtime.text(encode(taken), text->markup);
    }
    Values items;
    for (int64_t i = 0; i < positions.size(); ++i)
        items.push_back(sequence->items[static_cast<size_t>(positions.at(i))]);
    return sequence->tuple ? runtime.tuple(std::move(items)) : runtime.list(std::move(items));
}

bool isIterable(const Value& value)
{
    return isUndefined(value) || asText(value) || asSequence(value) || asDict(value)
        || std::holds_alternative<Range>(value) || std::holds_alternative<DictView>(value)
        || std::holds_alternative<std::shared_ptr<Iterator>>(value);
}

Values elements(Runtime& runtime, const Value& value)
{
    Values items;
    if (const auto* sequence = asSequence(value)) {
        items = sequence->items;
    } else if (const auto* dict = asDict(value)) {
        for (const auto& entry : dict->entries)
            items.push_back(entry.first);
    } else if (const auto* text = std::get_if<Text>(&value)) {
        for (const char32_t letter : decode(*text->bytes))
            items.push_back(runtime.text(encode({&letter, 1}), text->markup));
    } else if (const auto* range = std::get_if<Range>(&value)) {
        for (int64_t i = 0; i < range->size(); ++i)
            items.push_back(range->at(i));
    } else if (const auto* view = std::get_if<DictView>(&value)) {
        for (const auto& [key, entry] : view->dict->entries)
            items.push_back(view->part == DictPart::Keys ? key
                    : view->part == DictPart::Values     ? entry
                                                         : runtime.tuple({key, entry}));
    } else if (const auto* iterator = std::get_if<std::shared_ptr<Iterator>>(&value)) {
        Iterator& walked = **iterator;
        items.assign(
            walked.items.begin() + static_cast<std::ptrdiff_t>(walked.next), walked.items.end());
        walked.next = walked.items.size();
    } else if (!isUndefined(value)) {
        runtime.fail("'" + typeName(value) + "' object is not iterable");
    }
    runtime.reserve(items.size() * sizeof(Value));
    runtime.work(items.size());
    return items;
}

std::optional<int64_t> length(Runtime& runtime, const Value& value)
{
    if (isUndefined(value))
        return 0;
    if (const auto* text = asText(value)) {
        runtime.work(text->size());
        return countCodePoints(*text);
    }
    if (const auto* sequence = asSequence(value))
        return static_cast<int64_t>(sequence->items.size());
    if (const auto* dict = asDict(value))
        return static_cast<int64_t>(dict->entries.size());
    if (const auto* range = std::get_if<Range>(&value))
        return range->size();
    if (const auto* view = std::get_if<DictView>(&value))
        return static_cast<int64_t>(view->dict->entries.size());
    if (const auto* loop = std::get_if<std::shared_ptr<Loop>>(&value))
        return (*loop)->length(runtime);
    return std::nullopt;
}

Value followPath(Runtime& runtime, Value object, const Value& path)
{
    const auto* text = asText(path);
    if (isNone(path))
        return object;
    if (!text)
        return item(runtime, object, path);
    for (const std::string& part : splitAt(*text, '.')) {
        const bool isIndex = !part.empty() && part.find_first_not_of("0123456789") == part.npos;
        const auto index = isIndex ? parseInteger(part) : std::nullopt;
        object = item(runtime, object, index ? Value(*index) : runtime.text(part));
    }
    return object;
}

} // namespace interweave::jinja
