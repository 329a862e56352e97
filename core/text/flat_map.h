// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace interweave {

/// A hash table from 64-bit keys (any but kNoKey) to 64-bit values: open addressing, one cache line
/// per look-up. Grows, never shrinks. Concurrent look-ups are safe.
class FlatMap {
public:
    static constexpr uint64_t kNoKey = ~uint64_t(0);

    explicit FlatMap(size_t expected = 0)
    {
        size_t capacity = 16;
        while (capacity < expected * 2)
            capacity *= 2;
        m_slots.resize(capacity);
    }

    size_t size() const { return m_size; }

    /// Null when absent; valid until the next insertion.
    const uint64_t* find(uint64_t key) const
    {
        const Slot& slot = m_slots[slotOf(key)];
        return slot.key == key ? &slot.value : nullptr;
    }

    /// Adds a key or replaces its value.
    void set(uint64_t key, uint64_t value)
    {
        if ((m_size + 1) * 2 > m_slots.size())
            grow();
        Slot& slot = m_slots[slotOf(key)];
        m_size += slot.key == kNoKey;
        slot = {key, value};
    }

private:
    struct Slot {
        uint64_t key = kNoKey;
        uint64_t value = 0;
    };

    /// Where `key` is, or the empty slot where it would go.
    size_t slotOf(uint64_t key) const
    {
        const size_t mask = m_slots.size() - 1;
        // Fibonacci hashing: the high bits of the product depend on every bit of the key.
        size_t i = (key * 0x9E3779B97F4A7C15ULL) >> (65 - std::bit_width(m_slots.size()));
        while (m_slots[i].key != key && m_slots[i].key != kNoKey)
            i = (i + 1) & mask;
        return i;
    }

    void grow()
    {
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot& slot : old)
            if (slot.key != kNoKey)
                m_slots[slotOf(slot.key)] = slot;
    }

    std::vector<Slot> m_slots; // a power of two, at most half full
    size_t m_size = 0;
};

} // namespace interweave
