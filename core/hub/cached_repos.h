// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/repo_cache.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace interweave {

/// Everything in the cache, by name; of a cache that does not exist, nothing.
std::vector<CachedRepo> listCachedRepos(const std::filesystem::path& cache);

/// Reads every file of every revision and holds it against its name, each content once. Throws
/// Error{NotFound} when the cache has no such repository, Error{Io, Cancelled}.
std::vector<FileCheck> checkCachedRepo(const RepoCache& cache,
    const std::function<void(const PullProgress&)>& progress, std::stop_token stop);

/// Removes all revisions and what unfinished pulls have left. Throws Error{NotFound}, and
/// Error{InvalidArgument} while another process pulls it.
void removeCachedRepo(const RepoCache& cache);

} // namespace interweave
