// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/repo_cache.h"

#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

/// What a snapshot holds and whether it can be used as a model; reads no weights.
CachedRevision describeRevision(const RepoCache& cache, const std::string& commit);

/// A name as the command line takes it, "ORG/NAME" or "ORG/NAME@REVISION".
struct HubName {
    std::string repo;
    std::string revision; // main where none is given
};
/// Empty repo: it cannot be a hub's.
HubName parseHubName(const std::string& name);

/// The model folder or .gguf file that the cache has under this name; empty when the cache does not
/// know it, or the name cannot be a hub's. Throws Error{NotFound, InvalidArgument} when it is there
/// but cannot be used, saying why.
std::filesystem::path findCachedModel(const std::filesystem::path& cache, const std::string& name);
/// The same of a PEFT adapter's folder.
std::filesystem::path findCachedAdapter(
    const std::filesystem::path& cache, const std::string& name);

} // namespace interweave
