// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"

#include <optional>
#include <string>

namespace interweave {

/// A repository of the hub: "ORG/NAME", or "NAME" alone as the hub's oldest ones are called.
struct RepoId {
    std::string name;
    RepoKind kind = RepoKind::Model;

    /// Its folder in the cache: "models--ORG--NAME", "datasets--ORG--NAME".
    std::string folder() const;
    /// Its page on the hub, e.g. "/ORG/NAME", "/datasets/ORG/NAME".
    std::string page() const;
    /// Where the hub's API knows it, e.g. "/api/models/ORG/NAME".
    std::string apiPath() const;
};

/// Whether the hub may have a repository of this name: letters, digits, '-', '_' and '.', at most
/// one
/// '/', no "--" or "..", nothing that a folder could not be called.
bool isRepoName(std::string_view name);

/// Throws Error{InvalidArgument} for a name that no repository has.
RepoId parseRepoId(const std::string& name, RepoKind kind);
/// What a folder of the cache belongs to.
std::optional<RepoId> repoOfFolder(const std::string& folder);

} // namespace interweave
