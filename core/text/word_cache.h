// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <memory>
#include <mutex>

namespace interweave {

/// Remembers the ids of short words: a direct-mapped table of fixed size (512 KiB), a newer word
/// displaces an older one. Not thread-safe.
class WordCache {
public:
    /// Appends the ids of `word` if it is known.
    bool find(std::string_view word, std::vector<TokenId>& ids) const
    {
        if (word.size() > kMaxBytes)
            return false;
        const Slot& slot = m_slots[slotOf(word)];
        if (slot.bytes != word.size() || std::memcmp(slot.word, word.data(), word.size()) != 0)
            return false;
        ids.insert(ids.end(), slot.ids, slot.ids + slot.count);
        return true;
    }

    /// Remembers a word unless it or its list of ids is long. `word` must not be empty.
    void store(std::string_view word, std::span<const TokenId> ids)
    {
        if (word.empty() || word.size() > kMaxBytes || ids.size() > kMaxIds)
            return;
        Slot& slot = m_slots[slotOf(word)];
        slot.bytes = static_cast<uint8_t>(word.size());
        slot.count = static_cast<uint8_t>(ids.size());
        std::memcpy(slot.word, word.data(), word.size());
        std::copy(ids.begin(), ids.end(), slot.ids);
    }

private:
    static constexpr size_t kSlots = 1 << 13;
    static constexpr size_t kMaxBytes = 30;
    static constexpr size_t kMaxIds = 8;

    struct alignas(64) Slot {
        uint8_t bytes = 0; // 0: empty
        uint8_t count = 0;
        char word[kMaxBytes] = {};
        TokenId ids[kMaxIds] = {};
    };
    static_assert(sizeof(Slot) == 64, "one cache line");

    static size_t slotOf(std::string_view word)
    {
        return std::hash<std::string_view>()(word) % kSlots;
    }

    std::vector<Slot> m_slots = std::vector<Slot>(kSlots);
};

/// Lends each call a cache of its own, so that threads neither wait for each other nor start with
/// an empty one. As many caches exist as calls ever ran at the same time. Thread-safe.
class WordCachePool {
public:
    class Lease {
    public:
        explicit Lease(WordCachePool& pool)
            : m_pool(pool)
            , m_cache(pool.take())
        {
        }
        ~Lease() { m_pool.giveBack(std::move(m_cache)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;

        WordCache* operator->() { return m_cache.get(); }

    private:
        WordCachePool& m_pool;
        std::unique_ptr<WordCache> m_cache;
    };

private:
    std::unique_ptr<WordCache> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.empty()) {
            m_idle.reserve(++m_count); // so that giving back needs no memory
            return std::make_unique<WordCache>();
        }
        auto cache = std::move(m_idle.back());
        m_idle.pop_back();
        return cache;
    }

    void giveBack(std::unique_ptr<WordCache> cache)
    {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(cache));
    }

    std::mutex m_mutex;
    std::vector<std::unique_ptr<WordCache>> m_idle;
    size_t m_count = 0;
};

} // namespace interweave
