// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"
#include "core/text/jinja/syntax.h"

#include <map>

namespace interweave::jinja {

/// The names of a block; what is not found here is looked for in the enclosing one.
struct Scope {
    std::shared_ptr<Scope> parent;
    std::map<std::string, Value, std::less<>> names;
};
using ScopePtr = std::shared_ptr<Scope>;

/// Runs a parsed template once.
class Interpreter {
public:
    /// variables: what the template is given. `statements` must live as long.
    Interpreter(Runtime& runtime, std::map<std::string, Value, std::less<>> variables);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    /// The text that the template makes. Throws Error for what fails in it.
    std::string render(const Statements& statements);

private:
    enum class Flow { On, Break, Continue };

    // statements.cpp
    Flow execute(const Statements& statements, const ScopePtr& scope);
    Flow run(const DataNode& node, const ScopePtr& scope);
    Flow run(const PrintNode& node, const ScopePtr& scope);
    Flow run(const IfNode& node, const ScopePtr& scope);
    Flow run(const ForNode& node, const ScopePtr& scope);
    Flow run(const SetNode& node, const ScopePtr& scope);
    Flow run(const SetBlockNode& node, const ScopePtr& scope);
    Flow run(const MacroStatement& node, const ScopePtr& scope);
    Flow run(const CallBlockNode& node, const ScopePtr& scope);
    Flow run(const FilterBlockNode& node, const ScopePtr& scope);
    Flow run(const WithNode& node, const ScopePtr& scope);
    Flow run(const BreakNode& node, const ScopePtr& scope);
    Flow run(const ContinueNode& node, const ScopePtr& scope);
    void assign(const Target& target, const Value& value, const ScopePtr& scope);
    void write(std::string_view text);
    /// What the statements write in a scope of their own.
    std::string written(const Statements& statements, const ScopePtr& scope);

    // macros.cpp
    Value makeMacro(const std::shared_ptr<const MacroNode>& macro, const ScopePtr& scope);
    Value callMacro(const MacroNode& macro, const ScopePtr& defined, const Arguments& given);
    void bindParameters(const MacroNode& macro, const Arguments& given, const ScopePtr& scope);
    void bindRest(const MacroNode& macro, const Arguments& given, const ScopePtr& scope);
    Arguments evaluate(const CallArguments& arguments, const ScopePtr& scope);
    Value call(const CallNode& node, int line, Arguments arguments, const ScopePtr& scope);

    // expressions.cpp
    Value evaluate(const Expression& expression, const ScopePtr& scope);
    Value optional(const ExpressionPtr& expression, const ScopePtr& scope); // None where null
    Value value(const ConstantNode& node, int line, const ScopePtr& scope);
    Value value(const NameNode& node, int line, const ScopePtr& scope);
    Value value(const AttributeNode& node, int line, const ScopePtr& scope);
    Value value(const ItemNode& node, int line, const ScopePtr& scope);
    Value value(const SliceNode& node, int line, const ScopePtr& scope);
    Value value(const SequenceNode& node, int line, const ScopePtr& scope);
    Value value(const DictNode& node, int line, const ScopePtr& scope);
    Value value(const CallNode& node, int line, const ScopePtr& scope);
    Value value(const FilterNode& node, int line, const ScopePtr& scope);
    Value value(const TestNode& node, int line, const ScopePtr& scope);
    Value value(const SignNode& node, int line, const ScopePtr& scope);
    Value value(const NotNode& node, int line, const ScopePtr& scope);
    Value value(const BinaryNode& node, int line, const ScopePtr& scope);
    Value value(const CompareNode& node, int line, const ScopePtr& scope);
    Value value(const ConcatNode& node, int line, const ScopePtr& scope);
    Value value(const AndNode& node, int line, const ScopePtr& scope);
    Value value(const OrNode& node, int line, const ScopePtr& scope);
    Value value(const ConditionalNode& node, int line, const ScopePtr& scope);
    /// A filter, or a chain of them, on what a block wrote.
    Value filtered(const Expression& filter, std::string text, const ScopePtr& scope);

    ScopePtr makeScope(const ScopePtr& parent);

    Runtime& m_runtime;
    ScopePtr m_variables;
    std::string* m_output = nullptr; // of the block being run
    Value m_blockText; // the subject of a filter block's innermost filter
    // A macro knows the scope that knows it: scopes with macros are emptied in the end.
    std::vector<ScopePtr> m_macroScopes;
};

} // namespace interweave::jinja
