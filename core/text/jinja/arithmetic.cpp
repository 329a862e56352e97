// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/format.h"
#include "core/text/jinja/operators.h"

#include <cmath>

namespace interweave::jinja {

namespace {

constexpr const char* kSymbols[] = {"+", "-", "*", "/", "//", "%", "**"};

/// One operation and how it fails.
class Operation {
public:
    Operation(Runtime& runtime, BinaryOperator op, const Value& left, const Value& right)
        : m_runtime(runtime)
        , m_op(op)
        , m_left(left)
        , m_right(right)
    {
    }

    [[noreturn]] void failTypes() const
    {
        m_runtime.fail(std::string("unsupported operand types for ")
            + kSymbols[static_cast<int>(m_op)] + ": '" + typeName(m_left) + "' and '"
            + typeName(m_right) + "'");
    }

    Value onIntegers(int64_t a, int64_t b) const
    {
        int64_t result = 0;
        bool overflow = false;
        switch (m_op) {
        case BinaryOperator::Add: overflow = __builtin_add_overflow(a, b, &result); break;
        case BinaryOperator::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
        case BinaryOperator::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
        case BinaryOperator::Divide:
            return static_cast<double>(a) / static_cast<double>(nonZero(b));
        case BinaryOperator::FloorDivide:
        case BinaryOperator::Modulo:
            nonZero(b);
            overflow = b == -1 && a == INT64_MIN;
            if (!overflow) {
                const int64_t remainder = b == -1 ? 0 : a % b;
                const bool adjust = remainder != 0 && (remainder < 0) != (b < 0);
                result = m_op == BinaryOperator::Modulo ? remainder + (adjust ? b : 0)
                                                        : a / b - (adjust ? 1 : 0);
            }
            break;
        case BinaryOperator::Power:
            if (b < 0)
                return onFloats(static_cast<double>(a), static_cast<double>(b));
            result = 1;
            for (int64_t i = 0; i < b && !overflow && result != 0 && a != 1; ++i) {
                m_runtime.step();
                overflow = __builtin_mul_overflow(result, a, &result);
            }
            break;
        }
        if (overflow)
            m_runtime.unsupported("the integer does not fit into 64 bits");
        return result;
    }

    Value onFloats(double a, double b) const
    {
        switch (m_op) {
        case BinaryOperator::Add: return a + b;
        case BinaryOperator::Subtract: return a - b;
        case BinaryOperator::Multiply: return a * b;
        case BinaryOperator::Divide: return a / nonZero(b);
        case BinaryOperator::FloorDivide: return std::floor(a / nonZero(b));
        case BinaryOperator::Modulo: {
            const double remainder = std::fmod(a, nonZero(b));
            return remainder != 0.0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
        }
        case BinaryOperator::Power:
            if (a == 0.0 && b < 0.0)
                nonZero(0);
            if (a < 0.0 && b != std::floor(b))
                m_runtime.unsupported("the power is a complex number");
            return std::pow(a, b);
        }
        return {};
    }

private:
    template <class T>
    T nonZero(T divisor) const
    {
        if (divisor == 0)
            m_runtime.fail("division by zero");
        return divisor;
    }

    Runtime& m_runtime;
    BinaryOperator m_op;
    const Value& m_left;
    const Value& m_right;
};

Value concatenated(Runtime& runtime, const Text& left, const Text& right)
{
    const bool markup = left.markup || right.markup;
    const auto part = [&](const Text& text) {
        return markup && !text.markup ? escapeHtml(*text.bytes) : *text.bytes;
    };
    runtime.work(left.bytes->size() + right.bytes->size());
    return runtime.text(part(left) + part(right), markup);
}

Value repeated(Runtime& runtime, const Text& text, int64_t count)
{
    const size_t times = count > 0 ? static_cast<size_t>(count) : 0;
    const size_t size = text.bytes->size();
    if (size > 0 && times > SIZE_MAX / 2 / size)
        runtime.fail("the string would be too long");
    runtime.reserve(times * size);
    std::string result;
    result.reserve(times * size);
    for (size_t i = 0; size > 0 && i < times; ++i)
        result += *text.bytes;
    return runtime.text(std::move(result), text.markup);
}

Value repeated(Runtime& runtime, const Sequence& sequence, int64_t count)
{
    Values items;
    for (int64_t i = 0; !sequence.items.empty() && i < count; ++i) {
        runtime.reserve(sequence.items.size() * sizeof(Value));
        items.insert(items.end(), sequence.items.begin(), sequence.items.end());
    }
    return sequence.tuple ? runtime.tuple(std::move(items)) : runtime.list(std::move(items));
}

/// Strings and lists: + joins, * repeats.
std::optional<Value> onSequences(
    Runtime& runtime, BinaryOperator op, const Value& left, const Value& right)
{
    if (op == BinaryOperator::Add) {
        const auto *leftText = std::get_if<Text>(&left), *rightText = std::get_if<Text>(&right);
        if (leftText && rightText)
            return concatenated(runtime, *leftText, *rightText);
        const auto *leftList = asSequence(left), *rightList = asSequence(right);
        if (!leftList || !rightList || leftList->tuple != rightList->tuple)
            return std::nullopt;
        Values items = leftList->items;
        items.insert(items.end(), rightList->items.begin(), rightList->items.end());
        return leftList->tuple ? runtime.tuple(std::move(items)) : runtime.list(std::move(items));
    }
    if (op != BinaryOperator::Multiply)
        return std::nullopt;
    const bool countFirst = asInteger(left).has_value();
    const auto count = asInteger(countFirst ? left : right);
    const Value& what = countFirst ? right : left;
    if (!count)
        return std::nullopt;
    if (const auto* text = std::get_if<Text>(&what))
        return repeated(runtime, *text, *count);
    if (const auto* sequence = asSequence(what))
        return repeated(runtime, *sequence, *count);
    return std::nullopt;
}

} // namespace

Value apply(Runtime& runtime, BinaryOperator op, const Value& left, const Value& right)
{
    for (const Value* operand : {&left, &right})
        if (isUndefined(*operand)
            && !(op == BinaryOperator::Modulo && operand == &right && asText(left)))
            runtime.failUndefined(*operand);
    const Operation operation(runtime, op, left, right);
    const auto leftInteger = asInteger(left), rightInteger = asInteger(right);
    if (leftInteger && rightInteger)
        return operation.onIntegers(*leftInteger, *rightInteger);
    const auto leftNumber = asNumber(left), rightNumber = asNumber(right);
    if (leftNumber && rightNumber)
        return operation.onFloats(*leftNumber, *rightNumber);
    if (const auto result = onSequences(runtime, op, left, right))
        return *result;
    if (const auto* format = std::get_if<Text>(&left); format && op == BinaryOperator::Modulo)
        return formatPercent(runtime, *format, right);
    operation.failTypes();
}

Value withSign(Runtime& runtime, bool negative, const Value& value)
{
    if (isUndefined(value))
        runtime.failUndefined(value);
    if (!asNumber(value))
        runtime.fail("bad operand type for unary " + std::string(negative ? "-" : "+") + ": '"
            + typeName(value) + "'");
    return apply(runtime, BinaryOperator::Multiply, int64_t{negative ? -1 : 1}, value);
}

std::string escapeHtml(std::string_view text)
{
    std::string escaped;
    for (const char letter : text) {
        switch (letter) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&#34;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += letter;
        }
    }
    return escaped;
}

} // namespace interweave::jinja
