// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/runtime.h"

#include "core/text/jinja/operators.h"

#include <algorithm>

namespace interweave::jinja {

namespace {

constexpr size_t kElementBytes = sizeof(Value);

int deepest(const Values& items)
{
    int depth = 0;
    for (const Value& item : items)
        depth = std::max(depth, depthOf(item));
    return depth;
}

} // namespace

Runtime::Runtime(std::string where, const std::tm& now, const Limits& limits)
    : m_where(std::move(where))
    , m_now(now)
    , m_limits(limits)
{
}

Runtime::~Runtime()
{
    for (const auto& space : m_namespaces)
        space->attributes.clear();
}

std::string Runtime::place() const
{
    return m_where + ": line " + std::to_string(m_line);
}

void Runtime::fail(const std::string& message) const
{
    throw Error(ErrorCode::InvalidArgument, place(), message);
}

void Runtime::unsupported(const std::string& message) const
{
    throw Error(ErrorCode::Unsupported, place(), message);
}

void Runtime::failUndefined(const Value& value) const
{
    fail(*std::get<Undefined>(value).reason);
}

void Runtime::step(size_t amount)
{
    m_steps += amount;
    if (m_steps > m_limits.steps)
        fail("the template works too long: more than " + std::to_string(m_limits.steps) + " steps");
}

void Runtime::reserve(size_t bytes)
{
    if (bytes > m_limits.bytes - m_bytes)
        fail("the template makes too much: more than " + std::to_string(m_limits.bytes >> 20)
            + " MiB of values");
    m_bytes += bytes;
}

int Runtime::deeper(int depth) const
{
    if (depth >= m_limits.depth)
        fail("values are nested deeper than " + std::to_string(m_limits.depth));
    return depth + 1;
}

Value Runtime::text(std::string bytes, bool markup)
{
    reserve(bytes.size() + sizeof(std::string));
    return Text{std::make_shared<const std::string>(std::move(bytes)), markup};
}

Value Runtime::sequence(Values items, bool tuple)
{
    reserve((items.size() + 1) * kElementBytes);
    const int depth = deeper(deepest(items));
    return std::make_shared<const Sequence>(Sequence{{depth}, std::move(items), tuple});
}

Value Runtime::list(Values items)
{
    return sequence(std::move(items), false);
}

Value Runtime::tuple(Values items)
{
    return sequence(std::move(items), true);
}

Value Runtime::dict(std::vector<std::pair<Value, Value>> entries)
{
    reserve((entries.size() + 1) * 2 * kElementBytes);
    Dict dict;
    for (auto& [key, value] : entries) {
        dict.depth = std::max(dict.depth, deeper(std::max(depthOf(key), depthOf(value))));
        requireHashable(*this, key);
        const auto present = std::find_if(dict.entries.begin(), dict.entries.end(),
            [&](const auto& entry) { return areEqual(*this, entry.first, key); });
        if (present != dict.entries.end())
            present->second = std::move(value);
        else
            dict.entries.emplace_back(std::move(key), std::move(value));
    }
    return std::make_shared<const Dict>(std::move(dict));
}

Value Runtime::iterator(std::string kind, Values items)
{
    reserve((items.size() + 1) * kElementBytes);
    const int depth = deeper(deepest(items));
    return std::make_shared<Iterator>(Iterator{{depth}, std::move(kind), std::move(items), 0});
}

Value Runtime::callable(std::string name, std::function<Value(const Arguments&)> call, int depth)
{
    reserve(sizeof(Callable));
    return std::make_shared<const Callable>(
        Callable{{deeper(depth - 1)}, std::move(name), std::move(call)});
}

std::shared_ptr<Namespace> Runtime::makeNamespace()
{
    reserve(sizeof(Namespace));
    m_namespaces.push_back(std::make_shared<Namespace>());
    return m_namespaces.back();
}

Value Runtime::undefined(std::string reason)
{
    return Undefined{std::make_shared<const std::string>(std::move(reason))};
}

Runtime::Level::Level(Runtime& runtime)
    : m_runtime(runtime)
{
    if (runtime.m_nesting >= runtime.m_limits.nesting)
        runtime.fail("the template calls itself or nests deeper than "
            + std::to_string(runtime.m_limits.nesting) + " levels");
    ++runtime.m_nesting;
}

} // namespace interweave::jinja
