// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

#include <array>
#include <span>

namespace interweave::jinja {

inline constexpr size_t kMaxParameters = 4;

/// One call of a filter, test or method. Arguments are read by the place of their parameter in the
/// builtin's list; the accessors fail for one of another type.
class Call {
public:
    Call(Runtime& run, const Value& object, const Arguments& given, std::string_view called)
        : runtime(run)
        , subject(object)
        , arguments(given)
        , name(called)
    {
    }

    Runtime& runtime;
    const Value& subject; // what stands before the bar or the point
    const Arguments& arguments; // as they were given
    std::string_view name;

    /// Throws Error{InvalidArgument}: "'name' <what>".
    [[noreturn]] void fail(const std::string& what) const;

    /// Null where it was not given.
    const Value* find(size_t parameter) const { return m_values[parameter]; }
    /// None counts as not given.
    const Value* findSome(size_t parameter) const;
    const std::string& text(size_t parameter) const; // which must be there
    int64_t integer(size_t parameter, int64_t fallback) const;
    bool flag(size_t parameter, bool fallback) const;

    /// The subject as a string; fails for anything else.
    const std::string& subjectText() const;
    /// The result of a string method: markup where the subject is.
    Value likeSubject(std::string text) const;

private:
    friend struct Builtin;
    std::array<const Value*, kMaxParameters> m_values{};
};

/// A filter, test or method: what it is called, its parameters in order and what it does.
struct Builtin {
    std::string_view name;
    Value (*function)(const Call& call);
    std::array<std::string_view, kMaxParameters> parameters = {};
    size_t required = 0;
    bool variadic = false; // takes any arguments

    /// Binds the arguments as Python does; fails where they do not fit.
    Value operator()(Runtime& runtime, const Value& subject, const Arguments& arguments) const;
};

const Builtin* findBuiltin(std::span<const Builtin> table, std::string_view name);

/// Null where there is none of that name.
const Builtin* findFilter(std::string_view name);
const Builtin* findTest(std::string_view name);

/// The parts of the tables above.
std::span<const Builtin> textFilters();
std::span<const Builtin> numberFilters();
std::span<const Builtin> sequenceFilters();
std::span<const Builtin> selectionFilters();

} // namespace interweave::jinja
