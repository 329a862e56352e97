// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/lexer.h"

#include "core/support/error.h"
#include "core/text/jinja/code_points.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/string_literal.h"
#include "core/text/jinja/text_functions.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interweave::jinja {

namespace {

constexpr std::array<std::string_view, 26> kOperators = {"**", "//", "==", "!=", ">=", "<=", "+",
    "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"};

std::string withoutCarriageReturns(std::string_view source)
{
    std::string text;
    for (size_t at = 0; at < source.size(); ++at) {
        if (source[at] == '\r' && at + 1 < source.size() && source[at + 1] == '\n')
            continue;
        text += source[at] == '\r' ? '\n' : source[at];
    }
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

class Lexer {
public:
    Lexer(std::string_view source, const std::string& where)
        : m_source(withoutCarriageReturns(source))
        , m_where(where)
    {
    }

    std::vector<Token> read()
    {
        while (m_at < m_source.size())
            readData();
        add(TokenType::End);
        return std::move(m_tokens);
    }

private:
    [[noreturn]] void fail(
        const std::string& message, ErrorCode code = ErrorCode::CorruptData) const
    {
        throw Error(code, m_where + ": line " + std::to_string(m_line), message);
    }

    std::string_view rest() const { return std::string_view(m_source).substr(m_at); }
    bool sees(std::string_view text) const { return rest().starts_with(text); }
    bool seesSigned(char sign, std::string_view end) const
    {
        return sees({&sign, 1}) && rest().substr(1).starts_with(end);
    }

    void add(TokenType type, std::string text = {})
    {
        m_tokens.push_back({type, m_line, std::move(text)});
    }

    /// Passes over so many bytes and counts their lines.
    void pass(size_t size)
    {
        const std::string_view passed = rest().substr(0, size);
        m_line += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
        m_lineStarts = passed.ends_with('\n');
        m_at += passed.size();
    }

    /// Where the first tag begins, the source's end without one.
    size_t nextTag() const
    {
        for (size_t at = m_source.find('{', m_at); at != m_source.npos;
             at = m_source.find('{', at + 1))
            if (at + 1 < m_source.size()
                && std::string_view("{%#").find(m_source[at + 1]) != std::string_view::npos)
                return at;
        return m_source.size();
    }

    /// Text up to the next tag, and the tag.
    void readData()
    {
        const size_t tag = nextTag();
        std::string_view data = rest().substr(0, tag - m_at);
        if (tag == m_source.size()) {
            add(TokenType::Data, std::string(data));
            m_at = tag;
            return;
        }
        data
            = beforeTag(data, m_source[tag + 1], tag + 2 < m_source.size() ? m_source[tag + 2] : 0);
        if (!data.empty())
            add(TokenType::Data, std::string(data));
        pass(tag - m_at);
        switch (m_source[m_at + 1]) {
        case '#': readComment(); break;
        case '%':
            if (!readRaw())
                readCode(TokenType::BlockBegin, TokenType::BlockEnd, "%}");
            break;
        default: readCode(TokenType::PrintBegin, TokenType::PrintEnd, "}}"); break;
        }
    }

    /// What remains of the text before a tag "{<kind><sign>".
    std::string_view beforeTag(std::string_view data, char kind, char sign) const
    {
        if (sign == '-')
            return stripped(data, std::nullopt, false, true);
        if (sign == '+' || kind == '{')
            return data;
        const size_t newline = data.rfind('\n');
        const size_t lineBegin = newline == data.npos ? 0 : newline + 1;
        const bool wholeLine = lineBegin > 0 || m_lineStarts;
        const bool blank = stripped(data.substr(lineBegin), std::nullopt, false, true).empty();
        return wholeLine && blank ? data.substr(0, lineBegin) : data;
    }

    /// The end of a tag, if it stands here: with a sign and the blanks that it takes along.
    bool passEnd(std::string_view end, bool plusAllowed)
    {
        const bool trimsNewline = end != "}}";
        if (seesSigned('-', end)) {
            const std::string_view after = rest().substr(end.size() + 1);
            pass(end.size() + 1 + after.size() - stripped(after, std::nullopt, true, false).size());
            return true;
        }
        if (plusAllowed && seesSigned('+', end)) {
            pass(end.size() + 1);
            return true;
        }
        if (!sees(end))
            return false;
        const bool newline = trimsNewline && rest().substr(end.size()).starts_with('\n');
        pass(end.size() + (newline ? 1 : 0));
        return true;
    }

    bool signAt(size_t at) const
    {
        return at < m_source.size() && (m_source[at] == '-' || m_source[at] == '+');
    }

    void readComment()
    {
        const size_t begin = m_at + 2 + (signAt(m_at + 2) ? 1 : 0);
        const size_t end = m_source.find("#}", begin);
        if (end == m_source.npos)
            fail("the comment has no end");
        pass(end - (end > begin && signAt(end - 1) ? 1 : 0) - m_at);
        passEnd("#}", true);
    }

    size_t blanksAt(size_t at) const
    {
        const std::string_view text
            = std::string_view(m_source).substr(std::min(at, m_source.size()));
        return text.size() - stripped(text, std::nullopt, true, false).size();
    }

    /// The length of "{% word %}" at `at`, up to its percent sign or minus; 0: it is none.
    size_t tagLength(size_t at, std::string_view word) const
    {
        const std::string_view source = m_source;
        size_t end = at + 2;
        if (signAt(end))
            ++end;
        end += blanksAt(end);
        if (end > source.size() || !source.substr(end).starts_with(word))
            return 0;
        end += word.size();
        end += blanksAt(end);
        const std::string_view after = source.substr(end);
        const bool ends = after.starts_with("%}") || after.starts_with("-%}")
            || (word == "endraw" && after.starts_with("+%}"));
        return ends ? end - at : 0;
    }

    /// {% raw %} … {% endraw %}, if that begins here: its text as it stands.
    bool readRaw()
    {
        const size_t length = tagLength(m_at, "raw");
        if (length == 0)
            return false;
        pass(length);
        if (sees("%}"))
            pass(2); // a newline behind it stays
        else
            passEnd("%}", false);
        for (size_t at = m_source.find("{%", m_at); at != m_source.npos;
             at = m_source.find("{%", at + 1)) {
            const size_t endLength = tagLength(at, "endraw");
            if (endLength == 0)
                continue;
            const auto data = beforeTag(rest().substr(0, at - m_at), '%', m_source[at + 2]);
            if (!data.empty())
                add(TokenType::Data, std::string(data));
            pass(at - m_at + endLength);
            passEnd("%}", true);
            return true;
        }
        fail("the raw block has no end");
    }

    void readCode(TokenType begin, TokenType endType, std::string_view end)
    {
        add(begin);
        pass(signAt(m_at + 2) ? 3 : 2);
        std::string open; // closing brackets that are still to come
        for (;;) {
            pass(blanksAt(m_at));
            if (m_at >= m_source.size())
                fail("the tag has no end, expected '" + std::string(end) + "'");
            const int line = m_line;
            if (open.empty() && passEnd(end, end == "%}")) {
                m_tokens.push_back({endType, line, {}});
                return;
            }
            readToken(open);
        }
    }

    void readToken(std::string& open)
    {
        const char letter = m_source[m_at];
        if (isDigit(letter))
            readNumber();
        else if (letter == '"' || letter == '\'')
            readString();
        else if (!readName())
            readOperator(open);
    }

    void readString()
    {
        const char quote = m_source[m_at];
        size_t end = m_at + 1;
        while (end < m_source.size() && m_source[end] != quote)
            end += m_source[end] == '\\' ? 2 : 1;
        if (end >= m_source.size())
            fail("the string has no end");
        const std::string_view literal = rest().substr(1, end - m_at - 1);
        try {
            add(TokenType::String, unescape(literal));
        } catch (const Error& error) {
            fail(error.message(), error.code());
        }
        pass(end + 1 - m_at);
    }

    bool readName()
    {
        const auto inName = [&](size_t at) {
            const Utf8Step step = utf8At(m_source, at);
            return isWordCharacter(step.codePoint) ? step.length : 0;
        };
        size_t end = m_at;
        while (end < m_source.size() && inName(end) > 0)
            end += inName(end);
        if (end == m_at)
            return false;
        add(TokenType::Name, m_source.substr(m_at, end - m_at));
        pass(end - m_at);
        return true;
    }

    /// Digits from `at` on, underscores between them.
    size_t digitsEnd(size_t at) const
    {
        const auto digitAt
            = [&](size_t place) { return place < m_source.size() && isDigit(m_source[place]); };
        while (digitAt(at) || (at < m_source.size() && m_source[at] == '_' && digitAt(at + 1)))
            ++at;
        return at;
    }

    void readNumber()
    {
        size_t end = digitsEnd(m_at);
        bool isFloat = false;
        const bool afterPoint = m_at > 0 && m_source[m_at - 1] == '.';
        if (!afterPoint && end + 1 < m_source.size() && m_source[end] == '.'
            && isDigit(m_source[end + 1])) {
            end = digitsEnd(end + 1);
            isFloat = true;
        }
        if (!afterPoint && end < m_source.size()
            && (m_source[end] == 'e' || m_source[end] == 'E')) {
            const size_t exponent = end + (signAt(end + 1) ? 2 : 1);
            const size_t exponentEnd = digitsEnd(exponent);
            if (exponentEnd > exponent) {
                end = exponentEnd;
                isFloat = true;
            }
        }
        if (!isFloat && m_source[m_at] == '0' && end == m_at + 1)
            end = basedEnd(end);
        const std::string digits = m_source.substr(m_at, end - m_at);
        add(isFloat ? TokenType::Float : TokenType::Integer, digits);
        const auto integer = isFloat ? std::optional<int64_t>(0) : parseInteger(digits, 0);
        if (!integer)
            fail("the integer " + digits + " does not fit into 64 bits", ErrorCode::Unsupported);
        m_tokens.back().integer = *integer;
        m_tokens.back().number = isFloat ? parseFloat(digits).value_or(HUGE_VAL) : 0.0;
        pass(digits.size());
    }

    /// The end of "x1f" behind a zero, else `at`.
    size_t basedEnd(size_t at) const
    {
        if (at + 1 >= m_source.size()
            || std::string_view("xXoObB").find(m_source[at]) == std::string_view::npos
            || !std::isxdigit(static_cast<unsigned char>(m_source[at + 1])))
            return at;
        ++at;
        while (at < m_source.size()
            && (std::isxdigit(static_cast<unsigned char>(m_source[at])) || m_source[at] == '_'))
            ++at;
        return at;
    }

    void readOperator(std::string& open)
    {
        const auto found = std::find_if(
            kOperators.begin(), kOperators.end(), [&](std::string_view op) { return sees(op); });
        if (found == kOperators.end())
            fail("unexpected character '" + m_source.substr(m_at, utf8At(m_source, m_at).length)
                + "'");
        const std::string_view op = *found;
        if (op == "(" || op == "[" || op == "{") {
            open += op == "(" ? ')' : op == "[" ? ']' : '}';
        } else if (op == ")" || op == "]" || op == "}") {
            if (open.empty() || open.back() != op[0])
                fail("unexpected '" + std::string(op) + "'"
                    + (open.empty() ? "" : std::string(", expected '") + open.back() + "'"));
            open.pop_back();
        }
        add(TokenType::Operator, std::string(op));
        pass(op.size());
    }

    std::string m_source;
    const std::string& m_where;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    int m_line = 1;
    bool m_lineStarts = true; // what was read last ended a line
};

} // namespace

std::vector<Token> tokenize(std::string_view source, const std::string& where)
{
    return Lexer(source, where).read();
}

} // namespace interweave::jinja
