// SPDX-License-Identifier: Apache-2.0
#include "core/text/regex.h"

#include "core/support/error.h"
#include "core/text/oniguruma.h"
#include "core/text/text_growth.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace interweave {

namespace {

// Backtracking steps per match: enough for a run of a million spaces, seconds at most for a hostile
// pattern.
constexpr uint32_t kMatchLimit = 20'000'000;
constexpr uint32_t kHeapLimitKib = 256 * 1024;
constexpr uint32_t kParenthesesLimit = 100; // nested groups; compiling recurses over them

std::string messageOf(int code)
{
    PCRE2_UCHAR text[256];
    pcre2_get_error_message(code, text, sizeof text);
    return reinterpret_cast<const char*>(text);
}

template <auto Free>
struct Freer {
    void operator()(auto* object) const { Free(object); }
};

using Code = std::unique_ptr<pcre2_code, Freer<pcre2_code_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Freer<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Freer<pcre2_match_data_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Freer<pcre2_compile_context_free>>;

} // namespace

struct Regex::Impl {
    std::string where;
    Code code;
    MatchContext context;
};

struct Regex::Search::State {
    const Impl& regex;
    MatchData data;
};

Regex::Regex(std::string_view pattern, bool isLiteral, const std::string& where)
{
    const CompileContext compileContext(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(compileContext.get(), PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(compileContext.get(), kParenthesesLimit);
    const uint32_t options = PCRE2_UTF
        | (isLiteral ? PCRE2_LITERAL : PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C);
    int error = 0;
    PCRE2_SIZE offset = 0;
    Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options,
        &error, &offset, compileContext.get()));
    if (!code)
        throw Error(ErrorCode::Unsupported, where,
            "the regex does not compile: " + messageOf(error) + " at byte " + std::to_string(offset)
                + " of '" + std::string(pattern) + "'");
    pcre2_jit_compile(
        code.get(), PCRE2_JIT_COMPLETE); // where there is no JIT the interpreter does the work

    MatchContext context(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimitKib);
    m_impl = std::make_unique<const Impl>(Impl{where, std::move(code), std::move(context)});
}

Regex Regex::fromOniguruma(std::string_view pattern, const std::string& where)
{
    return Regex(translateOniguruma(pattern, where), false, where);
}

Regex Regex::literal(std::string_view text, const std::string& where)
{
    return Regex(text, true, where);
}

Regex::Regex(Regex&&) noexcept = default;
Regex::~Regex() = default;

std::string Regex::replaceAll(std::string_view text, std::string_view content) const
{
    if (text.empty()) // without a character nothing matches, not even the empty pattern
        return {};
    Search search(*this);
    std::string result;
    size_t done = 0;
    search.each(text, [&](Match match) {
        result += text.substr(done, match.begin - done);
        result += content;
        checkGrowth(text.size(), result.size(), m_impl->where);
        done = match.end;
    });
    result += text.substr(done);
    return result;
}

Regex::Search::Search(const Regex& regex)
    : m_state(std::make_unique<State>(State{*regex.m_impl,
        MatchData(pcre2_match_data_create_from_pattern(regex.m_impl->code.get(), nullptr))}))
{
}

Regex::Search::~Search() = default;

std::optional<Regex::Match> Regex::Search::next(std::string_view text, size_t from)
{
    const auto match = [&](uint32_t options) {
        return pcre2_match(m_state->regex.code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
            text.size(), from, options, m_state->data.get(), m_state->regex.context.get());
    };
    int result = match(PCRE2_NO_UTF_CHECK);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT) // the interpreter backtracks on the heap
        result = match(PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT);
    if (result == PCRE2_ERROR_NOMATCH)
        return std::nullopt;
    if (result < 0)
        throw Error(ErrorCode::InvalidArgument, m_state->regex.where,
            "the regex gives up on this text: " + messageOf(result));
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(m_state->data.get());
    return Match{offsets[0], offsets[1]};
}

} // namespace interweave
