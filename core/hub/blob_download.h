// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/http_client.h"
#include "core/hub/repo_id.h"
#include "core/hub/repo_listing.h"
#include "core/hub/retries.h"

#include <filesystem>
#include <functional>

namespace interweave {

/// Whether bytes come in or what an earlier process has left is read, and how many there are.
using BlobProgress = std::function<void(PullStage stage, int64_t bytes)>;

/// One file's content, fetched into the cache.
struct BlobTask {
    RepoId repo;
    RepoFile file;
    std::string url;
    std::filesystem::path target;
};

/// Fetches what is missing of the file, going on where an earlier process ended. The target appears
/// whole, with the hash that the hub's listing gives, or not at all; whatever the server does (200
/// for a range, a wrong Content-Range, 416, another ETag, an early end, too many or other bytes)
/// leads to another attempt, from the start where what is there is in doubt. Throws
/// Error{CorruptData} when attempts bring other bytes, Error{Io} when they bring none,
/// Error{NotFound, InvalidArgument} as hubError says, Error{Cancelled}; what has come stays for the
/// next time.
void downloadBlob(HttpClient& client, const HubSettings& settings, const BlobTask& task,
    const BlobProgress& progress, const LogSink& log, std::stop_token stop);

} // namespace interweave
