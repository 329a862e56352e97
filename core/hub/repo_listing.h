// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/http_client.h"
#include "core/hub/repo_id.h"
#include "core/hub/retries.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

struct RepoFile {
    std::string path;
    int64_t bytes = 0;
    std::string contentName; // SHA-256 of a large file's content, git's SHA-1 of a small one's blob
};

/// The files of a repository at one commit.
struct RepoListing {
    std::string commit;
    std::vector<RepoFile> files;
};

/// Asks the hub what the revision holds. Sizes and names are checked for form, paths are not: most
/// of them are never written. Throws Error{NotFound, InvalidArgument} as hubError says, Error{Io}
/// when the hub cannot be reached, Error{CorruptData} for an answer that is none.
RepoListing listRepo(HttpClient& client, const HubSettings& settings, const RepoId& repo,
    const std::string& revision, const LogSink& log, std::stop_token stop);

} // namespace interweave
