// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/operators.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace interweave::jinja {

/// A template as it was parsed: statements, and the expressions in them. Immutable.

struct Expression;
using ExpressionPtr = std::unique_ptr<const Expression>;
using Expressions = std::vector<ExpressionPtr>;

struct CallArguments {
    Expressions positional;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
    ExpressionPtr positionalList; // *list; null: none
    ExpressionPtr namedDict; // **dict; null: none
};

struct ConstantNode {
    Value value;
};
struct NameNode {
    std::string name;
};
struct AttributeNode {
    ExpressionPtr object;
    std::string name;
};
struct ItemNode {
    ExpressionPtr object;
    ExpressionPtr index;
};
struct SliceNode {
    ExpressionPtr object;
    ExpressionPtr start, stop, step; // null: left out
};
struct SequenceNode {
    Expressions items;
    bool tuple = false;
};
struct DictNode {
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> entries;
};
struct CallNode {
    ExpressionPtr function;
    CallArguments arguments;
};
struct FilterNode {
    ExpressionPtr subject; // null: what a filter block or a block assignment wrote
    std::string name;
    CallArguments arguments;
};
struct TestNode {
    ExpressionPtr subject;
    std::string name;
    CallArguments arguments;
};
struct SignNode {
    bool negative;
    ExpressionPtr operand;
};
struct NotNode {
    ExpressionPtr operand;
};
struct BinaryNode {
    BinaryOperator op;
    ExpressionPtr left, right;
};
struct CompareNode {
    ExpressionPtr first;
    std::vector<std::pair<Comparison, ExpressionPtr>> rest;
};
struct ConcatNode {
    Expressions parts;
};
struct AndNode {
    ExpressionPtr left, right;
};
struct OrNode {
    ExpressionPtr left, right;
};
struct ConditionalNode {
    ExpressionPtr test, then;
    ExpressionPtr otherwise; // null: undefined
};

struct Expression {
    int line;
    int depth; // of the tree
    std::variant<ConstantNode, NameNode, AttributeNode, ItemNode, SliceNode, SequenceNode, DictNode,
        CallNode, FilterNode, TestNode, SignNode, NotNode, BinaryNode, CompareNode, ConcatNode,
        AndNode, OrNode, ConditionalNode>
        node;
};

struct Statement;
using Statements = std::vector<Statement>;

/// What is assigned to: a name, a namespace's attribute, or several of them.
struct Target {
    int line = 1;
    std::string name;
    std::string attribute; // of the namespace `name`; empty: the name itself
    std::vector<Target> parts;
    bool tuple = false;
};

/// A macro, or what a call block gives to the macro it calls.
struct MacroNode {
    std::string name;
    std::vector<std::string> parameters;
    Expressions defaults; // of the last parameters
    Statements body;
    bool usesCaller = false;
    bool usesVarargs = false;
    bool usesKwargs = false;
};

struct DataNode {
    std::string text;
};
struct PrintNode {
    ExpressionPtr value;
};
struct IfNode {
    std::vector<std::pair<ExpressionPtr, Statements>> branches;
    Statements otherwise;
};
struct ForNode {
    Target target;
    ExpressionPtr iterable;
    ExpressionPtr test; // null: none
    Statements body;
    Statements otherwise;
};
struct SetNode {
    Target target;
    ExpressionPtr value;
};
struct SetBlockNode {
    Target target;
    ExpressionPtr filter; // null: none
    Statements body;
};
struct MacroStatement {
    std::shared_ptr<const MacroNode> macro;
};
struct CallBlockNode {
    std::shared_ptr<const MacroNode> caller;
    ExpressionPtr call; // a CallNode
};
struct FilterBlockNode {
    ExpressionPtr filter;
    Statements body;
};
struct WithNode {
    std::vector<std::pair<Target, ExpressionPtr>> values;
    Statements body; // that of a generation block has no values
};
struct BreakNode { };
struct ContinueNode { };

struct Statement {
    int line;
    std::variant<DataNode, PrintNode, IfNode, ForNode, SetNode, SetBlockNode, MacroStatement,
        CallBlockNode, FilterBlockNode, WithNode, BreakNode, ContinueNode>
        node;
};

} // namespace interweave::jinja
