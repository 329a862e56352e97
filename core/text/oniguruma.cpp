// SPDX-License-Identifier: Apache-2.0
#include "core/text/oniguruma.h"

#include "core/support/error.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace interweave {

namespace {

// The members of \s and \w, to stand inside brackets. PCRE2's \s would add U+180E and its \w lack
// the marks.
constexpr std::string_view kSpaces = R"(\p{Z}\t-\r\x{85})";
constexpr std::string_view kWords
    = R"(\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{b2}\x{b3}\x{b9}\x{bc}-\x{be}\x{24b6}-\x{24e9})"
      R"(\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}\x{1f170}-\x{1f189})";

constexpr size_t kMaxBytes = 64 << 10; // published patterns have up to two thousand
constexpr int kMaxClasses = 16; // one inside another

/// What may follow "(?".
constexpr std::array<std::string_view, 9> kGroups
    = {":", "=", "!", "<=", "<!", ">", "i:", "i)", "-i:"};

class Translator {
public:
    Translator(std::string_view pattern, const std::string& where)
        : m_pattern(pattern)
        , m_where(where)
    {
    }

    std::string run()
    {
        if (m_pattern.size() > kMaxBytes)
            throw Error(ErrorCode::Unsupported, m_where,
                "a regex of " + std::to_string(m_pattern.size()) + " bytes, at most "
                    + std::to_string(kMaxBytes) + " are read");
        while (m_at < m_pattern.size())
            step();
        return std::move(m_result);
    }

private:
    bool startsWith(std::string_view text) const
    {
        return m_pattern.substr(m_at).starts_with(text);
    }

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw Error(ErrorCode::Unsupported, m_where,
            what + " at byte " + std::to_string(m_at) + " of the regex '" + std::string(m_pattern)
                + "'");
    }

    void copy(size_t bytes)
    {
        m_result += m_pattern.substr(m_at, bytes);
        m_at += bytes;
    }

    void step()
    {
        switch (m_pattern[m_at]) {
        case '*':
        case '+':
        case '?': copy(1); return; // the atom before them stays
        case '{':
            if (const size_t end = intervalEnd())
                return interval(end);
            break;
        case ')':
            m_atom = m_groups.empty() ? 0 : m_groups.back();
            if (!m_groups.empty())
                m_groups.pop_back();
            copy(1);
            return;
        case '(': m_groups.push_back(m_result.size()); return group();
        default: break;
        }
        m_atom = m_result.size();
        if (startsWith("\\"))
            escape();
        else if (startsWith("["))
            m_result += readClass();
        else
            copy(utf8At(m_pattern, m_at).length);
    }

    /// The end of the repetition {n}, {n,}, {n,m} or {,m} that starts here; 0 when it is none.
    size_t intervalEnd() const
    {
        const size_t end = m_pattern.find_first_not_of("0123456789,", m_at + 1);
        const std::string_view inside
            = m_pattern.substr(m_at + 1, std::min(end, m_pattern.size()) - m_at - 1);
        const bool hasDigits = inside.find_first_not_of(',') != inside.npos;
        const bool isList = std::count(inside.begin(), inside.end(), ',') <= 1;
        return end != m_pattern.npos && m_pattern[end] == '}' && hasDigits && isList ? end + 1 : 0;
    }

    /// A counted repetition. In Ruby's syntax a '+' behind it repeats it again, and so does a '?'
    /// behind {n}.
    void interval(size_t end)
    {
        const bool isExact = m_pattern.substr(m_at, end - m_at).find(',') == std::string_view::npos;
        if (startsWith("{,")) {
            m_result += "{0";
            ++m_at;
        }
        copy(end - m_at);
        if (startsWith("+") || (isExact && startsWith("?"))) {
            m_result.insert(m_atom, "(?:");
            m_result += ')';
            copy(1);
        }
        if (startsWith("{") && intervalEnd())
            refuse("a repetition of a repetition");
    }

    /// A whole class, from its '[' on. PCRE2 knows neither classes inside a class, which are
    /// written into it, nor intersections, which become look-aheads.
    std::string readClass()
    {
        if (++m_classes > kMaxClasses) // reading them recurses
            refuse("classes nested too deep");
        const std::string before = std::exchange(m_result, {});
        const bool outer = std::exchange(m_inClass, true);
        const bool negated = startsWith("[^");
        copy(negated ? 2 : 1);
        if (startsWith("]"))
            refuse("a class that starts with ']'");
        std::vector<std::string> others; // what must match too
        for (int depth = 0; depth >= 0;) {
            if (m_at >= m_pattern.size())
                refuse("a class without an end");
            if (startsWith("&&")) {
                if (negated || depth > 0)
                    refuse("an intersection in a negated or an inner class");
                others.push_back(readOtherClass());
            } else if (m_pattern[m_at] == '[' || m_pattern[m_at] == ']') {
                depth += m_pattern[m_at] == '[' ? 1 : -1;
                bracketInClass(depth);
            } else {
                stepInClass();
            }
        }
        std::string result = std::exchange(m_result, before);
        m_inClass = outer;
        --m_classes;
        for (const std::string& other : others)
            result = "(?:(?=" + other + ")" + result + ")";
        return result;
    }

    void stepInClass()
    {
        if (m_pattern[m_at] == '\\')
            escape();
        else
            copy(1);
    }

    /// The class behind "&&"; another "&&" or the end of the outer class must follow.
    std::string readOtherClass()
    {
        m_at += 2;
        if (!startsWith("["))
            refuse("an intersection with something other than a class");
        std::string other = readClass();
        if (!startsWith("&&") && !startsWith("]"))
            refuse("an intersection with more than a class");
        return other;
    }

    /// A bracket inside a class that leads to `depth`: only the outermost one is written. A '-'
    /// beside it would become a range.
    void bracketInClass(int depth)
    {
        if (depth < 0) {
            copy(1);
            return;
        }
        if (startsWith("[^") || startsWith("[:") || startsWith("[]"))
            refuse("a negated or a named class inside a class");
        ++m_at;
        if (m_result.ends_with('-') || startsWith("-"))
            refuse("'-' beside a class inside a class");
    }

    void group()
    {
        copy(1);
        if (startsWith("*"))
            refuse("a group that starts with '*'");
        if (!startsWith("?"))
            return;
        copy(1);
        if (std::none_of(
                kGroups.begin(), kGroups.end(), [&](std::string_view g) { return startsWith(g); }))
            refuse("an unknown kind of group");
    }

    void escape()
    {
        if (m_at + 1 >= m_pattern.size())
            refuse("a lone backslash");
        const char kind = m_pattern[m_at + 1];
        const bool isAscii = static_cast<unsigned char>(kind) < 0x80;
        if (kind == 's' || kind == 'S' || kind == 'w' || kind == 'W')
            characterClass(kind);
        else if (kind == 'p' || kind == 'P')
            property();
        else if (kind == 'b' && !m_inClass)
            wordBoundary();
        else if (kind == 'u')
            codePoint();
        else if (startsWith("\\x{"))
            copy(std::min(m_pattern.find('}', m_at), m_pattern.size() - 1) + 1 - m_at);
        else if ((isAscii && !std::isalnum(static_cast<unsigned char>(kind)))
            || std::string_view("dDnrtfxAz").find(kind) != std::string_view::npos)
            copy(2);
        else
            refuse(std::string("the escape \\") + kind);
    }

    void characterClass(char kind)
    {
        const std::string members(kind == 's' || kind == 'S' ? kSpaces : kWords);
        const bool negated = kind == 'S' || kind == 'W';
        if (!m_inClass)
            m_result += (negated ? "[^" : "[") + members + "]";
        else if (!negated)
            m_result += members;
        else if (kind == 'S')
            m_result += R"(\S\x{180e})";
        else
            refuse("\\W inside a class");
        m_at += 2;
    }

    void wordBoundary()
    {
        const std::string word = "[" + std::string(kWords) + "]";
        m_result += "(?:(?<=" + word + ")(?!" + word + ")|(?<!" + word + ")(?=" + word + "))";
        m_at += 2;
    }

    /// \p{Name}: a general category as it is, anything longer as a script ("Han" would mean script
    /// extensions).
    void property()
    {
        const size_t close = m_pattern.find('}', m_at);
        if (m_at + 2 >= m_pattern.size() || m_pattern[m_at + 2] != '{'
            || close == std::string_view::npos)
            refuse("a property without braces");
        std::string_view name = m_pattern.substr(m_at + 3, close - m_at - 3);
        const bool negated = name.starts_with('^');
        name.remove_prefix(negated);
        if (name.empty() || !std::all_of(name.begin(), name.end(), [](unsigned char c) {
                return std::isalpha(c) || c == '_';
            }))
            refuse("an unknown property");
        m_result += m_pattern.substr(m_at, 3);
        m_result += negated ? "^" : "";
        m_result += name.size() > 2 && name != "Any" ? "sc:" : "";
        m_result += name;
        m_result += '}';
        m_at = close + 1;
    }

    void codePoint()
    {
        const std::string_view digits = m_pattern.substr(m_at + 2, 4);
        if (digits.size() != 4 || !std::all_of(digits.begin(), digits.end(), [](unsigned char c) {
                return std::isxdigit(c);
            }))
            refuse("\\u without four hexadecimal digits");
        m_result += "\\x{" + std::string(digits) + "}";
        m_at += 6;
    }

    std::string_view m_pattern;
    const std::string& m_where;
    size_t m_at = 0;
    size_t m_atom = 0; // where what was read last starts in the result
    std::vector<size_t> m_groups; // where the open groups start in the result
    bool m_inClass = false;
    int m_classes = 0; // that are being read
    std::string m_result;
};

} // namespace

std::string translateOniguruma(std::string_view pattern, const std::string& where)
{
    return Translator(pattern, where).run();
}

} // namespace interweave
