// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/value.h"

#include "core/text/jinja/loop.h"

namespace interweave::jinja {

namespace {

template <class T>
const T* pointed(const Value& value)
{
    const auto* pointer = std::get_if<std::shared_ptr<const T>>(&value);
    return pointer ? pointer->get() : nullptr;
}

struct TypeName {
    std::string operator()(const Undefined&) const { return "Undefined"; }
    std::string operator()(const None&) const { return "NoneType"; }
    std::string operator()(bool) const { return "bool"; }
    std::string operator()(int64_t) const { return "int"; }
    std::string operator()(double) const { return "float"; }
    std::string operator()(const Text& text) const { return text.markup ? "Markup" : "str"; }
    std::string operator()(const std::shared_ptr<const Sequence>& sequence) const
    {
        return sequence->tuple ? "tuple" : "list";
    }
    std::string operator()(const std::shared_ptr<const Dict>&) const { return "dict"; }
    std::string operator()(const Range&) const { return "range"; }
    std::string operator()(const DictView& view) const
    {
        return view.part == DictPart::Keys  ? "dict_keys"
            : view.part == DictPart::Values ? "dict_values"
                                            : "dict_items";
    }
    std::string operator()(const std::shared_ptr<Iterator>& iterator) const
    {
        return iterator->kind;
    }
    std::string operator()(const std::shared_ptr<Namespace>&) const { return "Namespace"; }
    std::string operator()(const std::shared_ptr<const Callable>&) const { return "function"; }
    std::string operator()(const std::shared_ptr<Loop>&) const { return "LoopContext"; }
};

} // namespace

int64_t Range::size() const
{
    if (step > 0)
        return start < stop ? (stop - start - 1) / step + 1 : 0;
    return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

Value* Namespace::find(std::string_view name)
{
    for (auto& [key, value] : attributes)
        if (key == name)
            return &value;
    return nullptr;
}

const std::string* asText(const Value& value)
{
    const auto* text = std::get_if<Text>(&value);
    return text ? text->bytes.get() : nullptr;
}

const Sequence* asSequence(const Value& value)
{
    return pointed<Sequence>(value);
}

const Dict* asDict(const Value& value)
{
    return pointed<Dict>(value);
}

bool isUndefined(const Value& value)
{
    return std::holds_alternative<Undefined>(value);
}

bool isNone(const Value& value)
{
    return std::holds_alternative<None>(value);
}

std::optional<int64_t> asInteger(const Value& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    const auto* integer = std::get_if<int64_t>(&value);
    return integer ? std::optional(*integer) : std::nullopt;
}

std::optional<double> asNumber(const Value& value)
{
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    const auto integer = asInteger(value);
    return integer ? std::optional(static_cast<double>(*integer)) : std::nullopt;
}

bool isTrue(const Value& value)
{
    if (isUndefined(value) || isNone(value))
        return false;
    if (const auto number = asNumber(value))
        return *number != 0.0;
    if (const auto* text = asText(value))
        return !text->empty();
    if (const auto* sequence = asSequence(value))
        return !sequence->items.empty();
    if (const auto* dict = asDict(value))
        return !dict->entries.empty();
    if (const auto* range = std::get_if<Range>(&value))
        return range->size() > 0;
    if (const auto* view = std::get_if<DictView>(&value))
        return !view->dict->entries.empty();
    return true;
}

std::string typeName(const Value& value)
{
    return std::visit(TypeName(), value);
}

std::string objectName(const Value& value)
{
    if (isNone(value))
        return "None";
    const std::string type = typeName(value);
    const bool ofJinja = type == "Namespace" || type == "LoopContext" || type == "Undefined";
    return (ofJinja ? "jinja2." : "") + type + " object";
}

std::string between(std::string_view open, std::string_view text, std::string_view close)
{
    std::string result(open);
    result += text;
    result += close;
    return result;
}

int depthOf(const Value& value)
{
    if (const auto* sequence = asSequence(value))
        return sequence->depth;
    if (const auto* dict = asDict(value))
        return dict->depth;
    if (const auto* view = std::get_if<DictView>(&value))
        return view->dict->depth;
    if (const auto* iterator = std::get_if<std::shared_ptr<Iterator>>(&value))
        return (*iterator)->depth;
    if (const auto* loop = std::get_if<std::shared_ptr<Loop>>(&value))
        return (*loop)->depth;
    const auto* callable = pointed<Callable>(value);
    return callable ? callable->depth : 0;
}

} // namespace interweave::jinja
