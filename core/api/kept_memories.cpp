// SPDX-License-Identifier: Apache-2.0
#include "core/api/kept_memories.h"

#include "core/api/guarded.h"
#include "core/store/memory_store.h"
#include "core/support/error.h"
#include "core/train/memory_archive.h"

#include <algorithm>
#include <optional>

namespace interweave {

namespace {

constexpr double kGibibyte = 1 << 30;

class KeptMemories : public MemoryArchive {
public:
    KeptMemories(const std::filesystem::path& workspace, double gib, LogSink log)
        : m_log(std::move(log))
    {
        if (gib > 0.0)
            attempt([&] {
                m_store.emplace(workspace, static_cast<int64_t>(std::min(gib, 1e6) * kGibibyte));
            });
    }

    std::optional<std::string> find(const std::string& set, const std::string& row) override
    {
        std::optional<std::string> found;
        if (m_store)
            attempt([&] { found = m_store->find(set, row); });
        return found;
    }

    void add(const std::string& set, const std::string& row, std::string bytes) override
    {
        if (m_store)
            attempt([&] { m_store->add(set, row, std::move(bytes)); });
    }

    void forget(const std::string& set) override
    {
        if (m_store)
            attempt([&] { m_store->remove(set); });
    }

private:
    template <class Work>
    void attempt(Work&& work)
    {
        try {
            work();
        } catch (const Error& error) {
            m_store.reset();
            if (m_log)
                m_log(LogLevel::Warning,
                    std::string("memories are not kept for other runs: ") + error.what());
        }
    }

    LogSink m_log;
    std::optional<MemoryStore> m_store; // while it works
};

} // namespace

std::vector<MemorySet> memorySets(const std::filesystem::path& workspace)
{
    return guarded([&] { return MemoryStore::sets(workspace); });
}

int64_t clearMemorySets(const std::filesystem::path& workspace)
{
    return guarded([&] { return MemoryStore::clear(workspace); });
}

std::unique_ptr<MemoryArchive> keptMemories(
    const std::filesystem::path& workspace, double gib, LogSink log)
{
    return std::make_unique<KeptMemories>(workspace, gib, std::move(log));
}

} // namespace interweave
