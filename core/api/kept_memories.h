// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/log.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace interweave {

class MemoryArchive;

/// A set of memories that the workspace keeps for later runs: what one frozen model said of rows.
struct MemorySet {
    std::string name;
    int64_t rows = 0;
    int64_t bytes = 0; // of its file
    std::string used; // when last, ISO 8601, UTC
};

/// What a workspace has; used last comes first. Throws Error{Io}.
std::vector<MemorySet> memorySets(const std::filesystem::path& workspace);
/// Removes all sets; returns the bytes they took.
int64_t clearMemorySets(const std::filesystem::path& workspace);

/// The workspace's store of memories as a training's archive. A store that fails never stops a
/// training: it is said once, and every memory is computed. gib: of disk for the memories of all
/// runs; 0: none are kept.
std::unique_ptr<MemoryArchive> keptMemories(
    const std::filesystem::path& workspace, double gib, LogSink log);

} // namespace interweave
