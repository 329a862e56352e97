// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace interweave {

/// A file mapped read-only into memory for the life of the object. An empty file maps to an empty
/// span.
class MappedFile {
public:
    /// Throws Error{NotFound} when there is no such file, Error{InvalidArgument} for a folder,
    /// Error{Io} else.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    /// Lets go of the memory that holds the first `bytes`, for a reader that goes through a large
    /// file once. They may still be read.
    void release(size_t bytes) const;
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    const std::byte* m_data = nullptr;
    size_t m_size = 0;
};

} // namespace interweave
