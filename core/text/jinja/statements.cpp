// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/loop.h"
#include "core/text/jinja/python_text.h"

#include <algorithm>

namespace interweave::jinja {

Interpreter::Interpreter(Runtime& runtime, std::map<std::string, Value, std::less<>> variables)
    : m_runtime(runtime)
    , m_variables(std::make_shared<Scope>(Scope{nullptr, std::move(variables)}))
{
}

Interpreter::~Interpreter()
{
    for (const ScopePtr& scope : m_macroScopes)
        scope->names.clear();
}

std::string Interpreter::render(const Statements& statements)
{
    std::string text;
    m_output = &text;
    execute(statements, makeScope(m_variables));
    return text;
}

ScopePtr Interpreter::makeScope(const ScopePtr& parent)
{
    m_runtime.step();
    return std::make_shared<Scope>(Scope{parent, {}});
}

void Interpreter::write(std::string_view text)
{
    m_runtime.reserve(text.size());
    *m_output += text;
}

std::string Interpreter::written(const Statements& statements, const ScopePtr& scope)
{
    std::string text;
    std::string* const outer = std::exchange(m_output, &text);
    execute(statements, makeScope(scope));
    m_output = outer;
    return text;
}

Interpreter::Flow Interpreter::execute(const Statements& statements, const ScopePtr& scope)
{
    const Runtime::Level level(m_runtime);
    for (const Statement& statement : statements) {
        m_runtime.step();
        m_runtime.atLine(statement.line);
        const Flow flow
            = std::visit([&](const auto& node) { return run(node, scope); }, statement.node);
        if (flow != Flow::On)
            return flow;
    }
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const DataNode& node, const ScopePtr&)
{
    write(node.text);
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const PrintNode& node, const ScopePtr& scope)
{
    write(toText(m_runtime, evaluate(*node.value, scope)));
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const IfNode& node, const ScopePtr& scope)
{
    for (const auto& [test, then] : node.branches)
        if (isTrue(evaluate(*test, scope)))
            return execute(then, scope);
    return execute(node.otherwise, scope);
}

Interpreter::Flow Interpreter::run(const ForNode& node, const ScopePtr& scope)
{
    const Value iterable = evaluate(*node.iterable, scope);
    const auto loop = std::make_shared<Loop>();
    loop->items = elements(m_runtime, iterable);
    for (const Value& item : loop->items)
        loop->depth = std::max(loop->depth, depthOf(item) + 1);
    if (node.test)
        loop->accepts = [&](const Value& item) {
            const ScopePtr tested = makeScope(scope);
            assign(node.target, item, tested);
            return isTrue(evaluate(*node.test, tested));
        };
    Flow flow = Flow::On;
    while (flow != Flow::Break) {
        const auto item = loop->next();
        if (!item)
            break;
        const ScopePtr inner = makeScope(scope);
        inner->names["loop"] = loop;
        assign(node.target, *item, inner);
        flow = execute(node.body, inner);
    }
    loop->accepts = nullptr; // it refers to this call; a macro may keep the loop
    if (loop->index0 < 0)
        return execute(node.otherwise, makeScope(scope));
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const SetNode& node, const ScopePtr& scope)
{
    assign(node.target, evaluate(*node.value, scope), scope);
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const SetBlockNode& node, const ScopePtr& scope)
{
    std::string text = written(node.body, scope);
    assign(node.target,
        node.filter ? filtered(*node.filter, std::move(text), scope)
                    : m_runtime.text(std::move(text)),
        scope);
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const MacroStatement& node, const ScopePtr& scope)
{
    scope->names[node.macro->name] = makeMacro(node.macro, scope);
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const CallBlockNode& node, const ScopePtr& scope)
{
    const auto& callNode = std::get<CallNode>(node.call->node);
    Arguments arguments = evaluate(callNode.arguments, scope);
    arguments.named.emplace_back("caller", makeMacro(node.caller, scope));
    write(toText(m_runtime, call(callNode, node.call->line, std::move(arguments), scope)));
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const FilterBlockNode& node, const ScopePtr& scope)
{
    std::string text = written(node.body, scope);
    write(toText(m_runtime, filtered(*node.filter, std::move(text), scope)));
    return Flow::On;
}

Interpreter::Flow Interpreter::run(const WithNode& node, const ScopePtr& scope)
{
    const ScopePtr inner = makeScope(scope);
    for (const auto& [target, value] : node.values)
        assign(target, evaluate(*value, scope), inner);
    return execute(node.body, inner);
}

Interpreter::Flow Interpreter::run(const BreakNode&, const ScopePtr&)
{
    return Flow::Break;
}

Interpreter::Flow Interpreter::run(const ContinueNode&, const ScopePtr&)
{
    return Flow::Continue;
}

void Interpreter::assign(const Target& target, const Value& value, const ScopePtr& scope)
{
    if (target.tuple) {
        const Values parts = elements(m_runtime, value);
        if (parts.size() != target.parts.size())
            m_runtime.fail("cannot unpack " + std::to_string(parts.size()) + " values into "
                + std::to_string(target.parts.size()) + " names");
        for (size_t i = 0; i < parts.size(); ++i)
            assign(target.parts[i], parts[i], scope);
        return;
    }
    if (target.attribute.empty()) {
        scope->names[target.name] = value;
        return;
    }
    const Value space = this->value(NameNode{target.name}, target.line, scope);
    const auto* found = std::get_if<std::shared_ptr<Namespace>>(&space);
    if (!found)
        m_runtime.fail("cannot assign attribute on non-namespace object");
    if (target.attribute.starts_with('_'))
        m_runtime.fail("a namespace has no attribute '" + target.attribute + "'");
    if (Value* present = (*found)->find(target.attribute))
        *present = value;
    else
        (*found)->attributes.emplace_back(target.attribute, value);
}

} // namespace interweave::jinja
