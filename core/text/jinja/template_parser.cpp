// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/template_parser.h"

#include "core/text/jinja/expression_parser.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

class TemplateParser : private ExpressionParser {
public:
    using ExpressionParser::ExpressionParser;

    Statements parse() { return statementsUntil({}); }

private:
    using Names = std::initializer_list<std::string_view>;

    /// What is parsed by `parse` is no part of the loops around it.
    template <class Parse>
    auto apart(const Parse& parse)
    {
        const int outer = std::exchange(m_loops, 0);
        auto parsed = parse();
        m_loops = outer;
        return parsed;
    }

    /// Up to a tag of one of these names, whose name is the current token then.
    Statements statementsUntil(Names ends)
    {
        const Level level(*this);
        Statements statements;
        while (!sees(TokenType::End)) {
            const int line = current().line;
            if (sees(TokenType::Data)) {
                statements.push_back({line, DataNode{take().text}});
                continue;
            }
            if (sees(TokenType::PrintBegin)) {
                take();
                statements.push_back({line, PrintNode{tuple()}});
                expect(TokenType::PrintEnd);
                continue;
            }
            expect(TokenType::BlockBegin);
            if (std::find(ends.begin(), ends.end(), current().text) != ends.end()
                && sees(TokenType::Name))
                return statements;
            statement(statements, line);
            expect(TokenType::BlockEnd);
        }
        if (ends.size() > 0)
            fail("the template ends where '" + std::string(*std::prev(ends.end()))
                + "' was expected");
        return statements;
    }

    /// The body of a tag, from its end on; takes the name of the tag that ends it.
    Statements body(Names ends)
    {
        skipOperator(":");
        expect(TokenType::BlockEnd);
        return statementsUntil(ends);
    }

    Statements wholeBody(std::string_view end)
    {
        Statements statements = body({end});
        take();
        return statements;
    }

    void statement(Statements& statements, int line)
    {
        const std::string tag = expectName();
        const auto add = [&](auto node) { statements.push_back({line, std::move(node)}); };
        if (tag == "if")
            add(ifTag());
        else if (tag == "for")
            add(forTag());
        else if (tag == "set")
            setTag(statements, line);
        else if (tag == "macro")
            add(macroTag());
        else if (tag == "call")
            add(callTag());
        else if (tag == "filter")
            add(filterTag());
        else if (tag == "with")
            add(withTag());
        else if (tag == "generation")
            add(WithNode{{}, apart([&] { return wholeBody("endgeneration"); })});
        else if (tag == "print")
            add(PrintNode{expression()});
        else if (tag == "break" || tag == "continue")
            loopControl(statements, line, tag);
        else if (isKnownTag(tag))
            fail("tag '" + tag + "' is not supported", ErrorCode::Unsupported);
        else
            fail("unknown tag '" + tag + "'");
    }

    static bool isKnownTag(const std::string& tag)
    {
        constexpr std::string_view kTags[]
            = {"autoescape", "block", "do", "extends", "from", "import", "include", "trans"};
        return std::find(std::begin(kTags), std::end(kTags), tag) != std::end(kTags);
    }

    void loopControl(Statements& statements, int line, const std::string& tag)
    {
        if (m_loops == 0)
            fail("'" + tag + "' outside a loop");
        if (tag == "break")
            statements.push_back({line, BreakNode()});
        else
            statements.push_back({line, ContinueNode()});
    }

    IfNode ifTag()
    {
        IfNode node;
        for (;;) {
            ExpressionPtr test = tuple(Conditional::Left);
            Statements then = body({"elif", "else", "endif"});
            node.branches.emplace_back(std::move(test), std::move(then));
            const std::string next = take().text;
            if (next == "else")
                node.otherwise = wholeBody("endif");
            if (next != "elif")
                return node;
        }
    }

    ForNode forTag()
    {
        ForNode node;
        node.target = target();
        if (!skipName("in"))
            fail("expected 'in' behind what the loop assigns to");
        node.iterable = tuple(Conditional::Left);
        if (skipName("if"))
            node.test = expression();
        if (seesName("recursive"))
            fail("a recursive loop is not supported", ErrorCode::Unsupported);
        ++m_loops;
        node.body = body({"else", "endfor"});
        --m_loops;
        if (take().text == "else")
            node.otherwise = wholeBody("endfor");
        return node;
    }

    void setTag(Statements& statements, int line)
    {
        Target to = target();
        if (skipOperator("=")) {
            statements.push_back({line, SetNode{std::move(to), tuple()}});
            return;
        }
        ExpressionPtr filter = seesOperator("|") ? filters(nullptr) : nullptr;
        Statements text = apart([&] { return wholeBody("endset"); });
        statements.push_back(
            {line, SetBlockNode{std::move(to), std::move(filter), std::move(text)}});
    }

    MacroStatement macroTag()
    {
        auto node = std::make_shared<MacroNode>();
        node->name = expectName();
        signature(*node);
        macroBody(*node, "endmacro");
        return {std::move(node)};
    }

    CallBlockNode callTag()
    {
        auto caller = std::make_shared<MacroNode>();
        caller->name = "caller";
        if (seesOperator("("))
            signature(*caller);
        CallBlockNode node;
        node.call = expression();
        if (!std::holds_alternative<CallNode>(node.call->node))
            fail("expected a call");
        macroBody(*caller, "endcall");
        node.caller = std::move(caller);
        return node;
    }

    /// What a macro takes beside its parameters depends on the names that its body reads.
    void macroBody(MacroNode& node, std::string_view end)
    {
        const auto outer = std::exchange(m_specialNames, {});
        node.body = apart([&] { return wholeBody(end); });
        const auto reads = [&](const char* name) {
            return std::find(m_specialNames.begin(), m_specialNames.end(), name)
                != m_specialNames.end();
        };
        node.usesCaller = reads("caller");
        node.usesVarargs = reads("varargs");
        node.usesKwargs = reads("kwargs");
        m_specialNames.insert(m_specialNames.end(), outer.begin(), outer.end()); // as the reference
    }

    FilterBlockNode filterTag()
    {
        ExpressionPtr filter = filters(nullptr, true);
        return {std::move(filter), apart([&] { return wholeBody("endfilter"); })};
    }

    WithNode withTag()
    {
        WithNode node;
        while (!sees(TokenType::BlockEnd)) {
            Target to = target(false);
            expectOperator("=");
            node.values.emplace_back(std::move(to), expression());
            if (!skipOperator(","))
                break;
        }
        node.body = wholeBody("endwith");
        return node;
    }

    void signature(MacroNode& node)
    {
        expectOperator("(");
        while (!seesOperator(")")) {
            node.parameters.push_back(expectName());
            if (skipOperator("="))
                node.defaults.push_back(expression());
            else if (!node.defaults.empty())
                fail("a parameter without a default behind one with a default");
            if (!skipOperator(","))
                break;
        }
        expectOperator(")");
    }

    int m_loops = 0; // open around here, within the same macro or block
};

} // namespace

Statements parseTemplate(std::string_view source, const std::string& where)
{
    return TemplateParser(tokenize(source, where), where).parse();
}

} // namespace interweave::jinja
