// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/jinja/runtime.h"

namespace interweave::jinja {

/// A `for` under way, which templates see as `loop`. What the loop's `if` lets pass is asked no
/// earlier than needed: it may depend on what the body has done.
struct Loop : Holder {
    Values items;
    std::function<bool(const Value&)> accepts; // the loop's `if`; empty: everything
    int64_t index0 = -1;

    /// The next element; nullopt at the end.
    std::optional<Value> next();
    int64_t length(Runtime& runtime);

    const std::optional<Value>& peek();

    std::optional<Value> before;
    std::optional<Value> current;

private:
    std::optional<Value> pull();

    size_t m_position = 0;
    bool m_peeked = false;
    std::optional<Value> m_after;
    std::optional<int64_t> m_length;
};

/// loop.name; nullopt where a loop has no such attribute.
std::optional<Value> loopAttribute(
    Runtime& runtime, const std::shared_ptr<Loop>& loop, const std::string& name);

} // namespace interweave::jinja
