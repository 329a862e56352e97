// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/repo_id.h"
#include "core/hub/repo_listing.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// A repository's folder in Hugging Face's cache, the same for all programs that use it:
///   models--ORG--NAME/blobs/<content's name>
///   models--ORG--NAME/snapshots/<commit>/<path> -> ../../blobs/<content's name>
///   models--ORG--NAME/refs/<branch or tag>: a commit
///   .locks/models--ORG--NAME/<content's name>.lock
/// Source: huggingface.co/docs/huggingface_hub/guides/manage-cache
class RepoCache {
public:
    RepoCache(const std::filesystem::path& cache, const RepoId& repo);

    const RepoId& repo() const { return m_repo; }
    const std::filesystem::path& folder() const { return m_folder; }
    std::filesystem::path blob(const std::string& contentName) const;
    std::filesystem::path lock(const std::string& contentName) const;
    std::filesystem::path locks() const { return m_locks; }
    std::filesystem::path snapshot(const std::string& commit) const;

    /// The commit that a branch, tag or commit was pulled as. Throws Error{CorruptData} for a ref
    /// that holds something else.
    std::optional<std::string> commitOf(const std::string& revision) const;
    /// Commits with a snapshot.
    std::vector<std::string> commits() const;
    /// Branches and tags, with their commits.
    std::vector<std::pair<std::string, std::string>> refs() const;

    /// Whether the snapshot has the file, of the size it must have.
    bool has(const std::string& commit, const RepoFile& file) const;
    bool hasBlob(const RepoFile& file) const;
    /// Puts the blob into the snapshot. Throws Error{Io}.
    void link(const std::string& commit, const RepoFile& file) const;
    /// Notes what a branch or tag is. Throws Error{Io}.
    void setRef(const std::string& revision, const std::string& commit) const;

private:
    RepoId m_repo;
    std::filesystem::path m_folder;
    std::filesystem::path m_locks;
};

/// Throws Error{InvalidArgument} for a revision that could not be a file's path in refs.
void checkRevision(const std::string& revision);

} // namespace interweave
