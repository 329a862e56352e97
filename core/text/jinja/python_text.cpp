// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/python_text.h"

#include "core/text/jinja/code_points.h"
#include "core/text/jinja/loop.h"

#include <array>
#include <charconv>
#include <cmath>

namespace interweave::jinja {

namespace {

std::string escaped(char32_t codePoint)
{
    const auto value = static_cast<uint32_t>(codePoint);
    const int digits = value < 0x100 ? 2 : value < 0x10000 ? 4 : 8;
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "\\%c%0*x",
        digits == 2       ? 'x'
            : digits == 4 ? 'u'
                          : 'U',
        digits, value);
    return buffer.data();
}

std::string quoted(const std::string& text)
{
    const char quote = text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
    std::string repr(1, quote);
    for (const char32_t codePoint : decode(text)) {
        if (codePoint == U'\\' || codePoint == static_cast<char32_t>(quote))
            repr += {'\\', static_cast<char>(codePoint)};
        else if (codePoint == U'\n')
            repr += "\\n";
        else if (codePoint == U'\r')
            repr += "\\r";
        else if (codePoint == U'\t')
            repr += "\\t";
        else
            repr += isPrintable(codePoint) ? encode({&codePoint, 1}) : escaped(codePoint);
    }
    return repr + quote;
}

class Repr {
public:
    explicit Repr(Runtime& runtime)
        : m_runtime(runtime)
    {
    }

    std::string operator()(const Undefined&) const { return "Undefined"; }
    std::string operator()(const None&) const { return "None"; }
    std::string operator()(bool flag) const { return flag ? "True" : "False"; }
    std::string operator()(int64_t integer) const { return std::to_string(integer); }
    std::string operator()(double number) const { return floatText(number); }
    std::string operator()(const Text& text) const
    {
        m_runtime.work(text.bytes->size());
        return text.markup ? between("Markup(", quoted(*text.bytes), ")") : quoted(*text.bytes);
    }
    std::string operator()(const std::shared_ptr<const Sequence>& sequence) const
    {
        if (!sequence->tuple)
            return between("[", joined(sequence->items), "]");
        return between("(", joined(sequence->items), sequence->items.size() == 1 ? ",)" : ")");
    }
    std::string operator()(const std::shared_ptr<const Dict>& dict) const
    {
        return between("{", entries(*dict, ": ", ""), "}");
    }
    std::string operator()(const Range& range) const
    {
        return "range(" + std::to_string(range.start) + ", " + std::to_string(range.stop)
            + (range.step == 1 ? "" : ", " + std::to_string(range.step)) + ")";
    }
    std::string operator()(const DictView& view) const
    {
        Values items;
        for (const auto& [key, value] : view.dict->entries)
            items.push_back(view.part == DictPart::Keys ? key : value);
        const std::string list
            = view.part == DictPart::Items ? entries(*view.dict, ", ", "(") : joined(items);
        return typeName(view) + "([" + list + "])";
    }
    std::string operator()(const std::shared_ptr<Iterator>& iterator) const
    {
        m_runtime.fail("a " + iterator->kind + " cannot be printed; '| list' makes a list of it");
    }
    std::string operator()(const std::shared_ptr<Namespace>& space) const
    {
        std::string list;
        for (const auto& [name, value] : space->attributes)
            list += (list.empty() ? "" : ", ") + quoted(name) + ": " + repr(value);
        return "<Namespace {" + list + "}>";
    }
    std::string operator()(const std::shared_ptr<const Callable>& callable) const
    {
        m_runtime.fail("'" + callable->name + "' is a function; it cannot be printed");
    }
    std::string operator()(const std::shared_ptr<Loop>& loop) const
    {
        return "<LoopContext " + std::to_string(loop->index0 + 1) + "/"
            + std::to_string(loop->length(m_runtime)) + ">";
    }

    std::string repr(const Value& value) const
    {
        const Runtime::Level level(m_runtime); // a namespace may hold itself
        m_runtime.step();
        return std::visit(*this, value);
    }

private:
    std::string joined(const Values& items) const
    {
        std::string list;
        for (const Value& item : items)
            list += (list.empty() ? "" : ", ") + repr(item);
        m_runtime.reserve(list.size());
        return list;
    }

    std::string entries(const Dict& dict, const char* between, const char* open) const
    {
        std::string list;
        for (const auto& [key, value] : dict.entries)
            list += (list.empty() ? "" : ", ") + (open + repr(key)) + between + repr(value)
                + (*open ? ")" : "");
        m_runtime.reserve(list.size());
        return list;
    }

    Runtime& m_runtime;
};

} // namespace

std::string floatText(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    std::array<char, 32> buffer;
    const auto write = [&](std::chars_format format) {
        return std::string(buffer.data(),
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr);
    };
    const std::string scientific = write(std::chars_format::scientific);
    const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
    if (exponent < -4 || exponent >= 16)
        return scientific;
    const std::string fixed = write(std::chars_format::fixed);
    return fixed.find('.') == fixed.npos ? fixed + ".0" : fixed;
}

std::string toText(Runtime& runtime, const Value& value)
{
    if (const auto* text = asText(value))
        return *text;
    return isUndefined(value) ? std::string() : toRepr(runtime, value);
}

std::string toRepr(Runtime& runtime, const Value& value)
{
    return Repr(runtime).repr(value);
}

} // namespace interweave::jinja
