// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/loop.h"

namespace interweave::jinja {

std::optional<Value> Loop::pull()
{
    while (m_position < items.size()) {
        const Value& item = items[m_position++];
        if (!accepts || accepts(item))
            return item;
    }
    return std::nullopt;
}

const std::optional<Value>& Loop::peek()
{
    if (!m_peeked) {
        m_after = pull();
        m_peeked = true;
    }
    return m_after;
}

std::optional<Value> Loop::next()
{
    std::optional<Value> item = peek();
    m_peeked = false;
    m_after.reset();
    if (item) {
        ++index0;
        before = std::exchange(current, item);
    }
    return item;
}

int64_t Loop::length(Runtime& runtime)
{
    if (m_length)
        return *m_length;
    if (!accepts)
        return *(m_length = static_cast<int64_t>(items.size()));
    Values rest; // asked all at once now
    while (auto item = pull())
        rest.push_back(*item);
    runtime.work(rest.size());
    m_length = static_cast<int64_t>(rest.size()) + index0 + 1 + (m_peeked && m_after ? 1 : 0);
    items = std::move(rest);
    m_position = 0;
    accepts = nullptr;
    return *m_length;
}

namespace {

Value cycle(Runtime& runtime, int64_t index0, const Arguments& arguments)
{
    const Values& choices = arguments.positional;
    if (choices.empty())
        runtime.fail("loop.cycle has nothing to choose from");
    return choices[static_cast<size_t>(index0) % choices.size()];
}

} // namespace

std::optional<Value> loopAttribute(
    Runtime& runtime, const std::shared_ptr<Loop>& loop, const std::string& name)
{
    if (name == "index")
        return loop->index0 + 1;
    if (name == "index0")
        return loop->index0;
    if (name == "first")
        return loop->index0 == 0;
    if (name == "last")
        return !loop->peek();
    if (name == "length")
        return loop->length(runtime);
    if (name == "revindex")
        return loop->length(runtime) - loop->index0;
    if (name == "revindex0")
        return loop->length(runtime) - loop->index0 - 1;
    if (name == "depth")
        return int64_t{1};
    if (name == "depth0")
        return int64_t{0};
    if (name == "previtem")
        return loop->before ? *loop->before : Runtime::undefined("there is no previous item");
    if (name == "nextitem")
        return loop->peek() ? *loop->peek() : Runtime::undefined("there is no next item");
    if (name == "cycle")
        return runtime.callable(
            name, [&runtime, index0 = loop->index0](const Arguments& arguments) {
                return cycle(runtime, index0, arguments);
            });
    if (name == "changed")
        runtime.unsupported("loop.changed is not supported");
    return std::nullopt;
}

} // namespace interweave::jinja
