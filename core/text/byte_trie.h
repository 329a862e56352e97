// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/flat_map.h"

#include <array>
#include <string_view>

namespace interweave {

/// Byte strings with a number each, to find those that a text starts with. Concurrent searches are
/// safe.
class ByteTrie {
public:
    /// Replaces the number of a key that is there already; an empty key is ignored.
    void add(std::string_view key, uint32_t number)
    {
        if (key.empty())
            return;
        m_starts[static_cast<uint8_t>(key[0])] = true;
        uint64_t node = 0;
        for (const char byte : key) {
            const uint64_t* child = m_children.find(edge(node, byte));
            if (child) {
                node = *child;
                continue;
            }
            m_children.set(edge(node, byte), m_numbers.size());
            node = m_numbers.size();
            m_numbers.push_back(kNone);
        }
        m_numbers[node] = number;
    }

    /// Calls visit(end, number) for every key that lies in `text` from `begin` to `end`, shortest
    /// first.
    template <typename Visit>
    void search(std::string_view text, size_t begin, Visit visit) const
    {
        if (begin >= text.size() || !m_starts[static_cast<uint8_t>(text[begin])])
            return;
        uint64_t node = 0;
        for (size_t i = begin; i < text.size(); ++i) {
            const uint64_t* child = m_children.find(edge(node, text[i]));
            if (!child)
                return;
            node = *child;
            if (m_numbers[node] != kNone)
                visit(i + 1, m_numbers[node]);
        }
    }

private:
    static constexpr uint32_t kNone = ~uint32_t(0);

    static uint64_t edge(uint64_t node, char byte)
    {
        return (node << 8) | static_cast<uint8_t>(byte);
    }

    FlatMap m_children; // (node, byte) → child node; node 0 is the root
    std::vector<uint32_t> m_numbers = {kNone}; // by node
    std::array<bool, 256> m_starts = {};
};

} // namespace interweave
