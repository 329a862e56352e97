// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kept_memories.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// Rows of bytes by set and key, what frozen branches said of training rows, shared by all runs of
/// a workspace: <workspace>/cache/memories/<set>.db, an SQLite file (openDatabase) for each set.
/// Together they take at most `limitBytes`: a set that is opened for writing makes room by removing
/// those that were used longest ago, and takes no more rows when it has reached the limit itself.
/// A damaged file is removed and begun anew. Everything in it can be computed again. Several
/// processes may use one folder. One thread. Throws Error{Io, Unsupported}.
class MemoryStore {
public:
    MemoryStore(const std::filesystem::path& workspace, int64_t limitBytes);
    ~MemoryStore(); // writes what add has not written yet, if it can
    MemoryStore(MemoryStore&&) noexcept;
    MemoryStore& operator=(MemoryStore&&) noexcept;

    std::optional<std::string> find(const std::string& set, const std::string& key);
    /// Kept in memory until some megabytes or some hundred rows can be written together.
    void add(const std::string& set, const std::string& key, std::string bytes);
    void remove(const std::string& set);

    /// What a workspace has; used last comes first.
    static std::vector<MemorySet> sets(const std::filesystem::path& workspace);
    /// Removes all sets; returns the bytes they took.
    static int64_t clear(const std::filesystem::path& workspace);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace interweave
