// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

namespace interweave {

/// A lock between processes on a file that exists for nothing else, as huggingface_hub takes it
/// (flock), so that both wait for each other. A killed process gives it back. On a file system
/// without locks it holds nobody off.
class FileLock {
public:
    /// Makes the file and its folder. Throws Error{Io}.
    explicit FileLock(std::filesystem::path path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// False when another process holds it.
    bool tryLock();
    /// Waits for it; calls `onWait` once when there is something to wait for. Throws
    /// Error{Cancelled}.
    void lock(std::stop_token stop, const std::function<void()>& onWait);

private:
    void open();
    bool isStillThere() const;

    std::filesystem::path m_path;
    int m_descriptor = -1;
};

} // namespace interweave
