// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"
#include "core/text/jinja/lexer.h"
#include "core/text/jinja/syntax.h"

namespace interweave::jinja {

/// Reads the expressions of a template, by jinja2's grammar. Fails as parseTemplate says.
class ExpressionParser {
public:
    ExpressionParser(std::vector<Token> tokens, const std::string& where);

protected:
    enum class Conditional { Allowed, Left }; // to who called: "a if b" is the loop's own `if`

    /// One expression, or several with commas: a tuple.
    ExpressionPtr tuple(Conditional conditional = Conditional::Allowed, bool parentheses = false);
    ExpressionPtr expression(Conditional conditional = Conditional::Allowed);
    /// "| name(arguments) | …" on the subject; `begun`: the first bar is not written.
    ExpressionPtr filters(ExpressionPtr subject, bool begun = false);
    Target target(bool severalAllowed = true);

    const Token& current() const { return m_tokens[m_at]; }
    const Token& following() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    const Token& take();
    bool sees(TokenType type) const { return current().type == type; }
    bool seesName(std::string_view name) const;
    bool seesOperator(std::string_view op) const;
    bool skipName(std::string_view name);
    bool skipOperator(std::string_view op);
    std::string expectName();
    void expectOperator(std::string_view op);
    void expect(TokenType type);

    [[noreturn]] void fail(
        const std::string& message, ErrorCode code = ErrorCode::CorruptData) const;
    /// "expected <what>, found …".
    [[noreturn]] void failExpecting(const std::string& what) const;

    /// Guards one level of what the parser nests.
    class Level {
    public:
        explicit Level(ExpressionParser& parser);
        ~Level() { --m_parser.m_nesting; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        ExpressionParser& m_parser;
    };

    std::vector<std::string> m_specialNames; // caller, varargs, kwargs that were read

private:
    /// depth: of the deepest operand; fails where it is too much.
    template <class Node>
    ExpressionPtr make(int line, Node node, int depth)
    {
        checkDepth(depth);
        return std::make_unique<const Expression>(Expression{line, depth + 1, std::move(node)});
    }
    void checkDepth(int depth) const;
    static int depthOf(const CallArguments& arguments);

    ExpressionPtr conditional();
    ExpressionPtr either();
    ExpressionPtr both();
    ExpressionPtr negation();
    ExpressionPtr comparison();
    std::optional<Comparison> comparisonOperator();
    ExpressionPtr sum();
    ExpressionPtr concatenation();
    ExpressionPtr product();
    ExpressionPtr power();
    ExpressionPtr unary(bool withFilters = true);
    ExpressionPtr primary();
    ExpressionPtr name();
    ExpressionPtr list();
    ExpressionPtr dict();
    ExpressionPtr postfix(ExpressionPtr object);
    ExpressionPtr filtersAndTests(ExpressionPtr subject);
    ExpressionPtr subscript(ExpressionPtr object);
    ExpressionPtr call(ExpressionPtr function);
    ExpressionPtr test(ExpressionPtr subject);
    CallArguments arguments();
    std::string dottedName();
    bool endsTuple() const;

    std::vector<Token> m_tokens;
    const std::string& m_where;
    size_t m_at = 0;
    int m_nesting = 0;
};

} // namespace interweave::jinja
