// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/expression_parser.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

constexpr int kMaxNesting = 100; // of brackets and blocks in the source
constexpr int kMaxDepth = 300; // of an expression's tree: of the terms of a sum, too

std::string described(const Token& token)
{
    switch (token.type) {
    case TokenType::Data: return "text";
    case TokenType::PrintBegin: return "'{{'";
    case TokenType::PrintEnd: return "'}}'";
    case TokenType::BlockBegin: return "'{%'";
    case TokenType::BlockEnd: return "'%}'";
    case TokenType::End: return "the end of the template";
    case TokenType::String: return "a string";
    default: return "'" + token.text + "'";
    }
}

} // namespace

ExpressionParser::ExpressionParser(std::vector<Token> tokens, const std::string& where)
    : m_tokens(std::move(tokens))
    , m_where(where)
{
}

ExpressionParser::Level::Level(ExpressionParser& parser)
    : m_parser(parser)
{
    if (parser.m_nesting >= kMaxNesting)
        parser.fail("brackets and blocks are nested deeper than " + std::to_string(kMaxNesting));
    ++parser.m_nesting;
}

const Token& ExpressionParser::take()
{
    const Token& token = current();
    m_at = std::min(m_at + 1, m_tokens.size() - 1);
    return token;
}

bool ExpressionParser::seesName(std::string_view name) const
{
    return sees(TokenType::Name) && current().text == name;
}

bool ExpressionParser::seesOperator(std::string_view op) const
{
    return sees(TokenType::Operator) && current().text == op;
}

bool ExpressionParser::skipName(std::string_view name)
{
    const bool seen = seesName(name);
    if (seen)
        take();
    return seen;
}

bool ExpressionParser::skipOperator(std::string_view op)
{
    const bool seen = seesOperator(op);
    if (seen)
        take();
    return seen;
}

std::string ExpressionParser::expectName()
{
    if (!sees(TokenType::Name))
        failExpecting("a name");
    return take().text;
}

void ExpressionParser::expectOperator(std::string_view op)
{
    if (!skipOperator(op))
        failExpecting("'" + std::string(op) + "'");
}

void ExpressionParser::expect(TokenType type)
{
    if (!sees(type))
        failExpecting(described({type, 1, {}, 0, 0.0}));
    take();
}

void ExpressionParser::fail(const std::string& message, ErrorCode code) const
{
    throw Error(code, m_where + ": line " + std::to_string(current().line), message);
}

void ExpressionParser::failExpecting(const std::string& what) const
{
    fail("expected " + what + ", found " + described(current()));
}

void ExpressionParser::checkDepth(int depth) const
{
    if (depth >= kMaxDepth)
        fail("the expression is more than " + std::to_string(kMaxDepth) + " operations deep");
}

bool ExpressionParser::endsTuple() const
{
    return sees(TokenType::PrintEnd) || sees(TokenType::BlockEnd) || seesOperator(")");
}

ExpressionPtr ExpressionParser::tuple(Conditional conditional, bool parentheses)
{
    const int line = current().line;
    SequenceNode node{{}, true};
    bool comma = false;
    int depth = 0;
    while (!endsTuple()) {
        node.items.push_back(expression(conditional));
        depth = std::max(depth, node.items.back()->depth);
        if (!skipOperator(","))
            break;
        comma = true;
    }
    if (!comma && !node.items.empty())
        return std::move(node.items.front());
    if (!comma && !parentheses)
        failExpecting("an expression");
    return make(line, std::move(node), depth);
}

ExpressionPtr ExpressionParser::expression(Conditional allowed)
{
    const Level level(*this);
    return allowed == Conditional::Allowed ? conditional() : either();
}

ExpressionPtr ExpressionParser::conditional()
{
    const int line = current().line;
    ExpressionPtr value = either();
    while (skipName("if")) {
        ConditionalNode node{either(), std::move(value), nullptr};
        if (skipName("else"))
            node.otherwise = expression();
        const int depth = std::max(
            {node.test->depth, node.then->depth, node.otherwise ? node.otherwise->depth : 0});
        value = make(line, std::move(node), depth);
    }
    return value;
}

ExpressionPtr ExpressionParser::either()
{
    const int line = current().line;
    ExpressionPtr left = both();
    while (skipName("or")) {
        ExpressionPtr right = both();
        const int depth = std::max(left->depth, right->depth);
        left = make(line, OrNode{std::move(left), std::move(right)}, depth);
    }
    return left;
}

ExpressionPtr ExpressionParser::both()
{
    const int line = current().line;
    ExpressionPtr left = negation();
    while (skipName("and")) {
        ExpressionPtr right = negation();
        const int depth = std::max(left->depth, right->depth);
        left = make(line, AndNode{std::move(left), std::move(right)}, depth);
    }
    return left;
}

ExpressionPtr ExpressionParser::negation()
{
    const int line = current().line;
    if (!skipName("not"))
        return comparison();
    const Level level(*this);
    ExpressionPtr operand = negation();
    const int depth = operand->depth;
    return make(line, NotNode{std::move(operand)}, depth);
}

std::optional<Comparison> ExpressionParser::comparisonOperator()
{
    constexpr std::pair<std::string_view, Comparison> kComparisons[] = {{"==", Comparison::Equal},
        {"!=", Comparison::NotEqual}, {"<", Comparison::Less}, {"<=", Comparison::LessEqual},
        {">", Comparison::Greater}, {">=", Comparison::GreaterEqual}};
    for (const auto& [op, comparison] : kComparisons)
        if (skipOperator(op))
            return comparison;
    if (skipName("in"))
        return Comparison::In;
    const bool notIn
        = seesName("not") && following().type == TokenType::Name && following().text == "in";
    if (!notIn)
        return std::nullopt;
    take();
    take();
    return Comparison::NotIn;
}

ExpressionPtr ExpressionParser::comparison()
{
    const int line = current().line;
    ExpressionPtr first = sum();
    int depth = first->depth;
    CompareNode node;
    while (const auto op = comparisonOperator()) {
        node.rest.emplace_back(*op, sum());
        depth = std::max(depth, node.rest.back().second->depth);
    }
    if (node.rest.empty())
        return first;
    node.first = std::move(first);
    return make(line, std::move(node), depth);
}

ExpressionPtr ExpressionParser::sum()
{
    const int line = current().line;
    ExpressionPtr left = concatenation();
    while (seesOperator("+") || seesOperator("-")) {
        const auto op = take().text == "+" ? BinaryOperator::Add : BinaryOperator::Subtract;
        ExpressionPtr right = concatenation();
        const int depth = std::max(left->depth, right->depth);
        left = make(line, BinaryNode{op, std::move(left), std::move(right)}, depth);
    }
    return left;
}

ExpressionPtr ExpressionParser::concatenation()
{
    const int line = current().line;
    ExpressionPtr first = product();
    if (!seesOperator("~"))
        return first;
    ConcatNode node;
    int depth = first->depth;
    node.parts.push_back(std::move(first));
    while (skipOperator("~")) {
        node.parts.push_back(product());
        depth = std::max(depth, node.parts.back()->depth);
    }
    return make(line, std::move(node), depth);
}

ExpressionPtr ExpressionParser::product()
{
    const int line = current().line;
    ExpressionPtr left = power();
    for (;;) {
        BinaryOperator op;
        if (seesOperator("*"))
            op = BinaryOperator::Multiply;
        else if (seesOperator("/"))
            op = BinaryOperator::Divide;
        else if (seesOperator("//"))
            op = BinaryOperator::FloorDivide;
        else if (seesOperator("%"))
            op = BinaryOperator::Modulo;
        else
            return left;
        take();
        ExpressionPtr right = power();
        const int depth = std::max(left->depth, right->depth);
        left = make(line, BinaryNode{op, std::move(left), std::move(right)}, depth);
    }
}

ExpressionPtr ExpressionParser::power()
{
    const int line = current().line;
    ExpressionPtr left = unary();
    while (skipOperator("**")) {
        ExpressionPtr right = unary();
        const int depth = std::max(left->depth, right->depth);
        left = make(
            line, BinaryNode{BinaryOperator::Power, std::move(left), std::move(right)}, depth);
    }
    return left;
}

ExpressionPtr ExpressionParser::unary(bool withFilters)
{
    const Level level(*this);
    const int line = current().line;
    ExpressionPtr value;
    if (seesOperator("-") || seesOperator("+")) {
        const bool negative = take().text == "-";
        ExpressionPtr operand = unary(false);
        const int depth = operand->depth;
        value = make(line, SignNode{negative, std::move(operand)}, depth);
    } else {
        value = primary();
    }
    value = postfix(std::move(value));
    return withFilters ? filtersAndTests(std::move(value)) : std::move(value);
}

} // namespace interweave::jinja
