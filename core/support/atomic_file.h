// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace interweave {

/// Files and folders that appear whole or not at all: written under a temporary name in the same
/// folder, flushed, fsynced, renamed, and the folder fsynced. All throw Error{Io} with the path and
/// the system's reason.

/// Writes `content` to `path`, replacing what is there.
void writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// Reads a whole file. Throws Error{NotFound} when there is none, Error{InvalidArgument} for a
/// folder.
std::string readFile(const std::filesystem::path& path);

/// The commit point of a file that is written and flushed under a temporary name in the same
/// folder.
void renameIntoPlace(const std::filesystem::path& temporary, const std::filesystem::path& path);

/// A file under construction. Bytes go to a temporary beside `path`; `commit` makes them the file.
/// Destroyed without a commit, it leaves nothing behind.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(const void* data, size_t bytes);
    void commit();

private:
    std::filesystem::path m_path;
    std::filesystem::path m_temporary;
    int m_descriptor = -1;
};

/// A folder under construction: fill `path()`, then `commit` renames it to its final name, the one
/// commit point. An existing folder of that name is replaced. Destroyed without a commit, it leaves
/// nothing behind.
class AtomicFolder {
public:
    explicit AtomicFolder(std::filesystem::path finalPath);
    ~AtomicFolder();
    AtomicFolder(const AtomicFolder&) = delete;
    AtomicFolder& operator=(const AtomicFolder&) = delete;

    const std::filesystem::path& path() const { return m_temporary; }
    void commit();

private:
    std::filesystem::path m_final;
    std::filesystem::path m_temporary;
};

/// Removes what interrupted writers left in `folder` (not recursive). Safe on a folder that does
/// not exist.
void sweepTemporaries(const std::filesystem::path& folder);

} // namespace interweave
