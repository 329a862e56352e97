// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace interweave {

/// The name of a network file system by statfs's type, e.g. "NFS"; empty for any other. FUSE does
/// not say what is behind it and passes for local.
std::string networkFileSystem(unsigned long type);

/// Throws Error{Unsupported} where the file would lie on one: SQLite's write-ahead log needs memory
/// that all its processes share, and locks that hold. Source: sqlite.org/wal.html.
void requireLocal(const std::filesystem::path& file);

} // namespace interweave
