// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/expression_parser.h"

#include <algorithm>

/// The operands of expressions: names and literals, and what may follow them.
namespace interweave::jinja {

namespace {

ExpressionPtr constant(int line, Value value)
{
    return std::make_unique<const Expression>(Expression{line, 1, ConstantNode{std::move(value)}});
}

} // namespace

int ExpressionParser::depthOf(const CallArguments& arguments)
{
    int depth = 0;
    const auto count = [&](const ExpressionPtr& expression) {
        depth = std::max(depth, expression ? expression->depth : 0);
    };
    for (const ExpressionPtr& value : arguments.positional)
        count(value);
    for (const auto& [key, value] : arguments.named)
        count(value);
    count(arguments.positionalList);
    count(arguments.namedDict);
    return depth;
}

ExpressionPtr ExpressionParser::primary()
{
    const int line = current().line;
    switch (current().type) {
    case TokenType::Name: return name();
    case TokenType::String: {
        std::string text;
        while (sees(TokenType::String)) // adjacent ones are one
            text += take().text;
        return constant(line, Text{std::make_shared<const std::string>(std::move(text)), false});
    }
    case TokenType::Integer: return constant(line, take().integer);
    case TokenType::Float: return constant(line, take().number);
    default: break;
    }
    if (skipOperator("(")) {
        ExpressionPtr value = tuple(Conditional::Allowed, true);
        expectOperator(")");
        return value;
    }
    if (skipOperator("["))
        return list();
    if (skipOperator("{"))
        return dict();
    failExpecting("a value");
}

ExpressionPtr ExpressionParser::name()
{
    const int line = current().line;
    const std::string name = take().text;
    if (name == "true" || name == "True")
        return constant(line, true);
    if (name == "false" || name == "False")
        return constant(line, false);
    if (name == "none" || name == "None")
        return constant(line, None());
    if (name == "caller" || name == "varargs" || name == "kwargs")
        m_specialNames.push_back(name);
    return make(line, NameNode{name}, 0);
}

ExpressionPtr ExpressionParser::list()
{
    const int line = current().line;
    SequenceNode node;
    int depth = 0;
    while (!seesOperator("]")) {
        node.items.push_back(expression());
        depth = std::max(depth, node.items.back()->depth);
        if (!skipOperator(","))
            break;
    }
    expectOperator("]");
    return make(line, std::move(node), depth);
}

ExpressionPtr ExpressionParser::dict()
{
    const int line = current().line;
    DictNode node;
    int depth = 0;
    while (!seesOperator("}")) {
        ExpressionPtr key = expression();
        expectOperator(":");
        ExpressionPtr value = expression();
        depth = std::max({depth, key->depth, value->depth});
        node.entries.emplace_back(std::move(key), std::move(value));
        if (!skipOperator(","))
            break;
    }
    expectOperator("}");
    return make(line, std::move(node), depth);
}

ExpressionPtr ExpressionParser::postfix(ExpressionPtr object)
{
    for (;;) {
        if (seesOperator(".") || seesOperator("["))
            object = subscript(std::move(object));
        else if (seesOperator("("))
            object = call(std::move(object));
        else
            return object;
    }
}

ExpressionPtr ExpressionParser::filtersAndTests(ExpressionPtr subject)
{
    for (;;) {
        if (seesOperator("|"))
            subject = filters(std::move(subject));
        else if (skipName("is"))
            subject = test(std::move(subject));
        else if (seesOperator("("))
            subject = call(std::move(subject));
        else
            return subject;
    }
}

ExpressionPtr ExpressionParser::subscript(ExpressionPtr object)
{
    const int line = current().line;
    if (skipOperator(".")) {
        const int depth = object->depth;
        if (sees(TokenType::Integer))
            return make(line, ItemNode{std::move(object), constant(line, take().integer)}, depth);
        return make(line, AttributeNode{std::move(object), expectName()}, depth);
    }
    expectOperator("[");
    ExpressionPtr start = seesOperator(":") ? nullptr : expression();
    if (!skipOperator(":")) {
        if (seesOperator(","))
            fail("an index of several parts is not supported", ErrorCode::Unsupported);
        expectOperator("]");
        const int depth = std::max(object->depth, start->depth);
        return make(line, ItemNode{std::move(object), std::move(start)}, depth);
    }
    const bool noStop = seesOperator(":") || seesOperator("]");
    ExpressionPtr stop = noStop ? nullptr : expression();
    ExpressionPtr step;
    if (skipOperator(":") && !seesOperator("]"))
        step = expression();
    expectOperator("]");
    SliceNode node{std::move(object), std::move(start), std::move(stop), std::move(step)};
    int depth = node.object->depth;
    for (const auto* part : {&node.start, &node.stop, &node.step})
        depth = std::max(depth, *part ? (*part)->depth : 0);
    return make(line, std::move(node), depth);
}

CallArguments ExpressionParser::arguments()
{
    CallArguments arguments;
    expectOperator("(");
    while (!seesOperator(")")) {
        const bool isNamed = sees(TokenType::Name) && following().type == TokenType::Operator
            && following().text == "=";
        const bool wrongOrder = arguments.namedDict
            || (!isNamed && !seesOperator("**")
                && (arguments.positionalList || !arguments.named.empty()));
        if (wrongOrder)
            fail("arguments by place stand before those by name");
        if (skipOperator("*")) {
            arguments.positionalList = expression();
        } else if (skipOperator("**")) {
            arguments.namedDict = expression();
        } else if (isNamed) {
            std::string key = take().text;
            take();
            arguments.named.emplace_back(std::move(key), expression());
        } else {
            arguments.positional.push_back(expression());
        }
        if (!skipOperator(","))
            break;
    }
    expectOperator(")");
    return arguments;
}

ExpressionPtr ExpressionParser::call(ExpressionPtr function)
{
    const int line = current().line;
    CallArguments given = arguments();
    const int depth = std::max(function->depth, depthOf(given));
    return make(line, CallNode{std::move(function), std::move(given)}, depth);
}

/// Of a filter or a test.
std::string ExpressionParser::dottedName()
{
    std::string name = expectName();
    while (skipOperator(".")) {
        name += '.';
        name += expectName();
    }
    return name;
}

ExpressionPtr ExpressionParser::filters(ExpressionPtr subject, bool begun)
{
    while (begun || skipOperator("|")) {
        begun = false;
        const int line = current().line;
        std::string name = dottedName();
        CallArguments given = seesOperator("(") ? arguments() : CallArguments();
        const int depth = std::max(subject ? subject->depth : 0, depthOf(given));
        subject
            = make(line, FilterNode{std::move(subject), std::move(name), std::move(given)}, depth);
    }
    return subject;
}

ExpressionPtr ExpressionParser::test(ExpressionPtr subject)
{
    const int line = current().line;
    const bool negated = skipName("not");
    std::string name = dottedName();
    CallArguments given;
    const bool startsValue = sees(TokenType::Name) || sees(TokenType::String)
        || sees(TokenType::Integer) || sees(TokenType::Float) || seesOperator("[")
        || seesOperator("{");
    if (seesOperator("(")) {
        given = arguments();
    } else if (startsValue && !seesName("else") && !seesName("or") && !seesName("and")) {
        if (seesName("is"))
            fail("tests cannot be chained with 'is'");
        given.positional.push_back(postfix(primary()));
    }
    const int depth = std::max(subject->depth, depthOf(given));
    ExpressionPtr test
        = make(line, TestNode{std::move(subject), std::move(name), std::move(given)}, depth);
    return negated ? make(line, NotNode{std::move(test)}, depth + 1) : std::move(test);
}

Target ExpressionParser::target(bool severalAllowed)
{
    const Level level(*this);
    Target whole;
    whole.line = current().line;
    bool comma = false;
    while (!endsTuple() && !seesName("in") && !seesOperator("=")) {
        Target part;
        part.line = current().line;
        if (skipOperator("(")) {
            part = target();
            expectOperator(")");
        } else {
            part.name = expectName();
            if (severalAllowed && skipOperator("."))
                part.attribute = expectName();
        }
        whole.parts.push_back(std::move(part));
        comma = severalAllowed && skipOperator(",");
        if (!comma)
            break;
        whole.tuple = true;
    }
    if (whole.parts.empty())
        failExpecting("a name to assign to");
    return whole.tuple ? whole : std::move(whole.parts.front());
}

} // namespace interweave::jinja
