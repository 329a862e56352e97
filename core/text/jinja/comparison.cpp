// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/operators.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

bool areEqual(Runtime& runtime, const Values& left, const Values& right)
{
    if (left.size() != right.size())
        return false;
    for (size_t i = 0; i < left.size(); ++i)
        if (!areEqual(runtime, left[i], right[i]))
            return false;
    return true;
}

bool areEqual(Runtime& runtime, const Dict& left, const Dict& right)
{
    if (left.entries.size() != right.entries.size())
        return false;
    for (const auto& [key, value] : left.entries) {
        const Value* other = find(runtime, right, key);
        if (!other || !areEqual(runtime, value, *other))
            return false;
    }
    return true;
}

bool areNumbersEqual(const Value& left, const Value& right)
{
    const auto leftInteger = asInteger(left), rightInteger = asInteger(right);
    if (leftInteger && rightInteger)
        return *leftInteger == *rightInteger;
    return asNumber(left) == asNumber(right);
}

bool isLess(Runtime& runtime, const Values& left, const Values& right)
{
    for (size_t i = 0; i < std::min(left.size(), right.size()); ++i)
        if (!areEqual(runtime, left[i], right[i]))
            return isLess(runtime, left[i], right[i]);
    return left.size() < right.size();
}

} // namespace

bool areEqual(Runtime& runtime, const Value& left, const Value& right)
{
    runtime.step();
    if (asNumber(left) && asNumber(right))
        return areNumbersEqual(left, right);
    if (left.index() != right.index())
        return false;
    if (const auto* text = asText(left)) {
        runtime.work(std::min(text->size(), asText(right)->size()));
        return *text == *asText(right);
    }
    if (const auto* sequence = asSequence(left)) {
        const Sequence& other = *asSequence(right);
        return sequence->tuple == other.tuple && areEqual(runtime, sequence->items, other.items);
    }
    if (const auto* dict = asDict(left))
        return areEqual(runtime, *dict, *asDict(right));
    return isUndefined(left) || isSame(left, right);
}

bool isSame(const Value& left, const Value& right)
{
    if (left.index() != right.index())
        return false;
    return std::visit(
        [&](const auto& value) {
            using T = std::decay_t<decltype(value)>;
            const T& other = std::get<T>(right);
            if constexpr (std::is_same_v<T, Undefined>)
                return value.reason == other.reason;
            else if constexpr (std::is_same_v<T, None>)
                return true;
            else if constexpr (std::is_same_v<T, Text>)
                return value.bytes == other.bytes;
            else if constexpr (std::is_same_v<T, Range>)
                return value.start == other.start && value.stop == other.stop
                    && value.step == other.step;
            else if constexpr (std::is_same_v<T, DictView>)
                return value.dict == other.dict && value.part == other.part;
            else
                return value == other;
        },
        left);
}

bool isLess(Runtime& runtime, const Value& left, const Value& right)
{
    runtime.step();
    const auto leftInteger = asInteger(left), rightInteger = asInteger(right);
    if (leftInteger && rightInteger)
        return *leftInteger < *rightInteger;
    const auto leftNumber = asNumber(left), rightNumber = asNumber(right);
    if (leftNumber && rightNumber)
        return *leftNumber < *rightNumber;
    if (asText(left) && asText(right)) { // UTF-8 sorts as its code points do
        runtime.work(std::min(asText(left)->size(), asText(right)->size()));
        return *asText(left) < *asText(right);
    }
    const auto *leftList = asSequence(left), *rightList = asSequence(right);
    if (leftList && rightList && leftList->tuple == rightList->tuple)
        return isLess(runtime, leftList->items, rightList->items);
    for (const Value* operand : {&left, &right})
        if (isUndefined(*operand))
            runtime.failUndefined(*operand);
    runtime.fail(
        between("'", typeName(left), "' and ") + between("'", typeName(right), "' have no order"));
}

bool contains(Runtime& runtime, const Value& container, const Value& element)
{
    if (const auto* text = asText(container)) {
        const auto* part = asText(element);
        if (!part)
            runtime.fail("'in' a string needs a string on its left, not " + typeName(element));
        runtime.work(text->size());
        return text->find(*part) != text->npos;
    }
    if (const auto* dict = asDict(container))
        return find(runtime, *dict, element) != nullptr;
    const auto* view = std::get_if<DictView>(&container);
    if (view && view->part == DictPart::Keys)
        return find(runtime, *view->dict, element) != nullptr;
    for (const Value& item : elements(runtime, container))
        if (areEqual(runtime, item, element))
            return true;
    return false;
}

bool compare(Runtime& runtime, Comparison comparison, const Value& left, const Value& right)
{
    switch (comparison) {
    case Comparison::Equal: return areEqual(runtime, left, right);
    case Comparison::NotEqual: return !areEqual(runtime, left, right);
    case Comparison::Less: return isLess(runtime, left, right);
    case Comparison::Greater: return isLess(runtime, right, left);
    case Comparison::LessEqual:
    case Comparison::GreaterEqual: {
        const bool swapped = comparison == Comparison::GreaterEqual;
        const Value &small = swapped ? right : left, &large = swapped ? left : right;
        return isLess(runtime, small, large) || areEqual(runtime, small, large);
    }
    case Comparison::In: return contains(runtime, right, left);
    case Comparison::NotIn: return !contains(runtime, right, left);
    }
    return false;
}

bool isHashable(const Value& value)
{
    if (const auto* sequence = asSequence(value))
        return sequence->tuple
            && std::all_of(sequence->items.begin(), sequence->items.end(), isHashable);
    return !asDict(value) && !std::holds_alternative<DictView>(value)
        && !std::holds_alternative<std::shared_ptr<Namespace>>(value);
}

void requireHashable(Runtime& runtime, const Value& value)
{
    if (!isHashable(value))
        runtime.fail("unhashable type: '" + typeName(value) + "'");
}

const Value* find(Runtime& runtime, const Dict& dict, const Value& key)
{
    requireHashable(runtime, key);
    for (const auto& [present, value] : dict.entries)
        if (areEqual(runtime, present, key))
            return &value;
    return nullptr;
}

} // namespace interweave::jinja
