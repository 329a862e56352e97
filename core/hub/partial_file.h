// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/content_digest.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace interweave {

/// A download under way: "<target>.incomplete" beside its target, which stays when the process is
/// killed, so that the next one goes on where it ended. It becomes the target only when its bytes
/// have the hash that they must have. Every method throws Error{Io}.
class PartialFile {
public:
    /// Reads what an earlier process has left, telling how far it is; onRead may throw.
    PartialFile(std::filesystem::path target, std::string contentName, int64_t bytes,
        const std::function<void(int64_t)>& onRead = {});
    ~PartialFile();
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    int64_t bytes() const { return m_bytes; }
    int64_t expectedBytes() const { return m_expectedBytes; }
    bool isFull() const { return m_bytes == m_expectedBytes; }
    bool matches() const { return isFull() && m_digest.matches(); }
    std::string hash() const { return m_digest.hex(); }

    /// False, and nothing written, where that would be more than there must be.
    bool append(std::string_view data);
    /// Throws away what is there.
    void restart();
    /// Flushes it and makes it the target. Only for what matches.
    void commit();

private:
    void readBack(const std::function<void(int64_t)>& onRead);

    std::filesystem::path m_target;
    std::filesystem::path m_path;
    ContentDigest m_digest;
    int64_t m_expectedBytes;
    int64_t m_bytes = 0;
    int m_descriptor = -1;
};

/// What is called as it becomes the target.
std::filesystem::path partialPath(const std::filesystem::path& target);

} // namespace interweave
