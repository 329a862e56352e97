// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/access.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/python_text.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

bool isParameter(const MacroNode& macro, std::string_view name)
{
    return std::find(macro.parameters.begin(), macro.parameters.end(), name)
        != macro.parameters.end();
}

const Value* named(const Arguments& arguments, std::string_view name)
{
    for (const auto& [key, value] : arguments.named)
        if (key == name)
            return &value;
    return nullptr;
}

} // namespace

Value Interpreter::makeMacro(const std::shared_ptr<const MacroNode>& macro, const ScopePtr& scope)
{
    if (m_macroScopes.empty() || m_macroScopes.back() != scope) {
        m_runtime.reserve(sizeof(Scope));
        m_macroScopes.push_back(scope);
    }
    return m_runtime.callable(macro->name,
        [this, macro, scope](const Arguments& given) { return callMacro(*macro, scope, given); });
}

Value Interpreter::callMacro(
    const MacroNode& macro, const ScopePtr& defined, const Arguments& given)
{
    const ScopePtr scope = makeScope(defined);
    bindParameters(macro, given, scope);
    bindRest(macro, given, scope);
    return m_runtime.text(written(macro.body, scope));
}

void Interpreter::bindParameters(
    const MacroNode& macro, const Arguments& given, const ScopePtr& scope)
{
    const size_t count = macro.parameters.size();
    const size_t firstDefault = count - macro.defaults.size();
    std::vector<size_t> missing;
    for (size_t i = 0; i < count; ++i) {
        const std::string& name = macro.parameters[i];
        const Value* value
            = i < given.positional.size() ? &given.positional[i] : named(given, name);
        if (value)
            scope->names[name] = *value;
        else
            missing.push_back(i);
    }
    for (const size_t i : missing) { // a default may refer to the parameters before it
        const std::string& name = macro.parameters[i];
        scope->names[name] = i >= firstDefault
            ? evaluate(*macro.defaults[i - firstDefault], scope)
            : Runtime::undefined("parameter '" + name + "' was not provided");
    }
}

/// caller, varargs and kwargs, where the body asks for them; an error for what nobody asked for.
void Interpreter::bindRest(const MacroNode& macro, const Arguments& given, const ScopePtr& scope)
{
    const size_t count = macro.parameters.size();
    if (macro.usesCaller && !isParameter(macro, "caller")) {
        const Value* caller = named(given, "caller");
        scope->names["caller"] = caller ? *caller : Runtime::undefined("No caller defined");
    }
    std::vector<std::pair<Value, Value>> rest;
    for (const auto& [name, value] : given.named) {
        const auto place = std::find(macro.parameters.begin(), macro.parameters.end(), name);
        const bool taken = place != macro.parameters.end()
            ? static_cast<size_t>(place - macro.parameters.begin()) >= given.positional.size()
            : name == "caller" && macro.usesCaller;
        if (taken)
            continue;
        if (!macro.usesKwargs)
            m_runtime.fail("macro '" + macro.name + "' takes no keyword argument '" + name + "'");
        rest.emplace_back(m_runtime.text(name), value);
    }
    if (macro.usesKwargs)
        scope->names["kwargs"] = m_runtime.dict(std::move(rest));
    const size_t positional = std::min(count, given.positional.size());
    if (macro.usesVarargs)
        scope->names["varargs"]
            = m_runtime.tuple({given.positional.begin() + static_cast<std::ptrdiff_t>(positional),
                given.positional.end()});
    else if (given.positional.size() > count)
        m_runtime.fail("macro '" + macro.name + "' takes not more than " + std::to_string(count)
            + " argument(s)");
}

Arguments Interpreter::evaluate(const CallArguments& arguments, const ScopePtr& scope)
{
    Arguments given;
    for (const ExpressionPtr& argument : arguments.positional)
        given.positional.push_back(evaluate(*argument, scope));
    for (const auto& [name, argument] : arguments.named)
        given.named.emplace_back(name, evaluate(*argument, scope));
    if (arguments.positionalList)
        for (Value& item : elements(m_runtime, evaluate(*arguments.positionalList, scope)))
            given.positional.push_back(std::move(item));
    if (!arguments.namedDict)
        return given;
    const Value more = evaluate(*arguments.namedDict, scope);
    const auto* dict = asDict(more);
    if (!dict)
        m_runtime.fail("** needs a dict, not a " + typeName(more));
    for (const auto& [key, item] : dict->entries) {
        const auto* name = asText(key);
        if (!name || named(given, *name))
            m_runtime.fail("** cannot give the argument " + toRepr(m_runtime, key));
        m_runtime.work(given.named.size());
        given.named.emplace_back(*name, item);
    }
    return given;
}

Value Interpreter::call(const CallNode& node, int line, Arguments arguments, const ScopePtr& scope)
{
    const Value function = evaluate(*node.function, scope);
    m_runtime.atLine(line);
    if (isUndefined(function))
        m_runtime.failUndefined(function);
    const auto* callable = std::get_if<std::shared_ptr<const Callable>>(&function);
    if (!callable)
        m_runtime.fail(between("'", typeName(function), "' object is not callable"));
    return (*callable)->call(arguments);
}

} // namespace interweave::jinja
