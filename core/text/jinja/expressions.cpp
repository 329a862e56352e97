// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/builtin.h"
#include "core/text/jinja/globals.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/python_text.h"

namespace interweave::jinja {

Value Interpreter::evaluate(const Expression& expression, const ScopePtr& scope)
{
    const Runtime::Level level(m_runtime);
    m_runtime.step();
    return std::visit(
        [&](const auto& node) { return value(node, expression.line, scope); }, expression.node);
}

Value Interpreter::optional(const ExpressionPtr& expression, const ScopePtr& scope)
{
    return expression ? evaluate(*expression, scope) : Value(None());
}

Value Interpreter::value(const ConstantNode& node, int, const ScopePtr&)
{
    return node.value;
}

Value Interpreter::value(const NameNode& node, int line, const ScopePtr& scope)
{
    m_runtime.atLine(line);
    for (const Scope* place = scope.get(); place; place = place->parent.get()) {
        m_runtime.step();
        const auto found = place->names.find(node.name);
        if (found != place->names.end())
            return found->second;
    }
    if (auto function = globalFunction(m_runtime, node.name))
        return *function;
    return Runtime::undefined("'" + node.name + "' is undefined");
}

Value Interpreter::value(const AttributeNode& node, int line, const ScopePtr& scope)
{
    const Value object = evaluate(*node.object, scope);
    m_runtime.atLine(line);
    return attribute(m_runtime, object, node.name);
}

Value Interpreter::value(const ItemNode& node, int line, const ScopePtr& scope)
{
    const Value object = evaluate(*node.object, scope);
    const Value index = evaluate(*node.index, scope);
    m_runtime.atLine(line);
    return item(m_runtime, object, index);
}

Value Interpreter::value(const SliceNode& node, int line, const ScopePtr& scope)
{
    const Value object = evaluate(*node.object, scope);
    const Value start = optional(node.start, scope);
    const Value stop = optional(node.stop, scope);
    const Value step = optional(node.step, scope);
    m_runtime.atLine(line);
    return slice(m_runtime, object, start, stop, step);
}

Value Interpreter::value(const SequenceNode& node, int line, const ScopePtr& scope)
{
    Values items;
    for (const ExpressionPtr& item : node.items)
        items.push_back(evaluate(*item, scope));
    m_runtime.atLine(line);
    return node.tuple ? m_runtime.tuple(std::move(items)) : m_runtime.list(std::move(items));
}

Value Interpreter::value(const DictNode& node, int line, const ScopePtr& scope)
{
    std::vector<std::pair<Value, Value>> entries;
    for (const auto& [key, item] : node.entries) {
        Value keyValue = evaluate(*key, scope);
        entries.emplace_back(std::move(keyValue), evaluate(*item, scope));
    }
    m_runtime.atLine(line);
    return m_runtime.dict(std::move(entries));
}

Value Interpreter::value(const CallNode& node, int line, const ScopePtr& scope)
{
    Arguments arguments = evaluate(node.arguments, scope);
    return call(node, line, std::move(arguments), scope);
}

Value Interpreter::value(const FilterNode& node, int line, const ScopePtr& scope)
{
    const Value subject = node.subject ? evaluate(*node.subject, scope) : m_blockText;
    const Arguments arguments = evaluate(node.arguments, scope);
    m_runtime.atLine(line);
    const Builtin* filter = findFilter(node.name);
    if (!filter)
        m_runtime.unsupported("filter '" + node.name + "' is not supported");
    return (*filter)(m_runtime, subject, arguments);
}

Value Interpreter::value(const TestNode& node, int line, const ScopePtr& scope)
{
    const Value subject = evaluate(*node.subject, scope);
    const Arguments arguments = evaluate(node.arguments, scope);
    m_runtime.atLine(line);
    const Builtin* test = findTest(node.name);
    if (!test)
        m_runtime.unsupported("test '" + node.name + "' is not supported");
    return (*test)(m_runtime, subject, arguments);
}

Value Interpreter::value(const SignNode& node, int line, const ScopePtr& scope)
{
    const Value operand = evaluate(*node.operand, scope);
    m_runtime.atLine(line);
    return withSign(m_runtime, node.negative, operand);
}

Value Interpreter::value(const NotNode& node, int, const ScopePtr& scope)
{
    return !isTrue(evaluate(*node.operand, scope));
}

Value Interpreter::value(const BinaryNode& node, int line, const ScopePtr& scope)
{
    const Value left = evaluate(*node.left, scope);
    const Value right = evaluate(*node.right, scope);
    m_runtime.atLine(line);
    return apply(m_runtime, node.op, left, right);
}

Value Interpreter::value(const CompareNode& node, int line, const ScopePtr& scope)
{
    Value left = evaluate(*node.first, scope);
    for (const auto& [comparison, operand] : node.rest) {
        Value right = evaluate(*operand, scope);
        m_runtime.atLine(line);
        if (!compare(m_runtime, comparison, left, right))
            return false;
        left = std::move(right);
    }
    return true;
}

Value Interpreter::value(const ConcatNode& node, int line, const ScopePtr& scope)
{
    std::string text;
    for (const ExpressionPtr& part : node.parts) {
        const std::string more = toText(m_runtime, evaluate(*part, scope));
        m_runtime.atLine(line);
        m_runtime.work(more.size());
        m_runtime.reserve(more.size());
        text += more;
    }
    return m_runtime.text(std::move(text));
}

Value Interpreter::value(const AndNode& node, int, const ScopePtr& scope)
{
    Value left = evaluate(*node.left, scope);
    return isTrue(left) ? evaluate(*node.right, scope) : left;
}

Value Interpreter::value(const OrNode& node, int, const ScopePtr& scope)
{
    Value left = evaluate(*node.left, scope);
    return isTrue(left) ? left : evaluate(*node.right, scope);
}

Value Interpreter::value(const ConditionalNode& node, int, const ScopePtr& scope)
{
    if (isTrue(evaluate(*node.test, scope)))
        return evaluate(*node.then, scope);
    if (node.otherwise)
        return evaluate(*node.otherwise, scope);
    return Runtime::undefined("the inline if-expression evaluated to false and no else section "
                              "was defined.");
}

Value Interpreter::filtered(const Expression& filter, std::string text, const ScopePtr& scope)
{
    const Value outer = std::exchange(m_blockText, m_runtime.text(std::move(text)));
    Value result = evaluate(filter, scope);
    m_blockText = outer;
    return result;
}

} // namespace interweave::jinja
