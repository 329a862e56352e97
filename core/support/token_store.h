// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace interweave {

/// 32-bit numbers that are appended one after another and read in any order. The first lie in
/// memory; once they take more than `bytesInMemory`, all go to a file in `folder`, through a buffer
/// of that size. The file loses its name as soon as it is made: it ends with the process, and no
/// other process can read, change or come to trust it. Reading may happen from several threads,
/// appending may not.
class TokenStore {
public:
    TokenStore(std::filesystem::path folder, int64_t bytesInMemory);
    ~TokenStore();
    TokenStore(const TokenStore&) = delete;
    TokenStore& operator=(const TokenStore&) = delete;

    int64_t size() const { return m_onDisk + static_cast<int64_t>(m_buffer.size()); }
    bool isOnDisk() const { return m_descriptor >= 0; }
    /// Throws Error{Io} with the folder, also where the disk is full.
    void append(std::span<const int32_t> numbers);
    /// Those from `first` on; all of them must have been appended. Throws Error{Io}.
    void read(int64_t first, std::span<int32_t> numbers) const;

private:
    void flush();
    [[noreturn]] void fail(const char* what, int reason) const;

    std::filesystem::path m_folder;
    size_t m_limit; // numbers of the buffer
    std::vector<int32_t> m_buffer; // those behind the ones on disk
    int64_t m_onDisk = 0;
    int m_descriptor = -1;
};

} // namespace interweave
