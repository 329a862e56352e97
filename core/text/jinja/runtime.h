// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"
#include "core/text/jinja/value.h"

#include <ctime>

namespace interweave::jinja {

/// What one rendering may use: a template is somebody else's program. The figures are far above
/// what templates of real models take on conversations of any length.
struct Limits {
    size_t steps = 20'000'000; // expressions evaluated, and each 16 bytes or elements worked on
    size_t bytes = size_t{512} << 20; // of all the values made
    int nesting = 1000; // of expressions and statements being evaluated, macro calls included
    int depth = 100; // of values within values
};

/// One rendering: the line it is at, what it has used, and how it makes values and fails. The only
/// thing of the machine that it sees is the time it is given.
class Runtime {
public:
    /// where: names the template in messages.
    Runtime(std::string where, const std::tm& now, const Limits& limits = {});
    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    /// Each throws Error, where: "<where>: line <line>".
    [[noreturn]] void fail(const std::string& message) const; // InvalidArgument
    [[noreturn]] void unsupported(const std::string& message) const;
    [[noreturn]] void failUndefined(const Value& value) const; // with its reason

    void atLine(int line) { m_line = line; }
    const std::tm& now() const { return m_now; }

    /// Throws Error{InvalidArgument} when the rendering has worked too long.
    void step(size_t amount = 1);
    /// For work on that many bytes or elements.
    void work(size_t size) { step(1 + size / 16); }
    /// Before so many bytes are made; throws Error{InvalidArgument} when that is too much.
    void reserve(size_t bytes);

    Value text(std::string bytes, bool markup = false);
    Value list(Values items);
    Value tuple(Values items);
    /// Later entries of the same key replace earlier ones. Fails for a key that Python cannot hash.
    Value dict(std::vector<std::pair<Value, Value>> entries);
    Value iterator(std::string kind, Values items);
    Value callable(std::string name, std::function<Value(const Arguments&)> call, int depth = 1);
    std::shared_ptr<Namespace> makeNamespace();
    static Value undefined(std::string reason);

    /// Guards one level of recursion; throws Error{InvalidArgument} too deep.
    class Level {
    public:
        explicit Level(Runtime& runtime);
        ~Level() { --m_runtime.m_nesting; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Runtime& m_runtime;
    };

private:
    Value sequence(Values items, bool tuple);
    int deeper(int depth) const; // depth + 1, checked
    std::string place() const;

    std::string m_where;
    std::tm m_now;
    Limits m_limits;
    int m_line = 1;
    int m_nesting = 0;
    size_t m_steps = 0;
    size_t m_bytes = 0;
    // A namespace may hold itself: they are emptied in the end, one by one.
    std::vector<std::shared_ptr<Namespace>> m_namespaces;
};

} // namespace interweave::jinja
