// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

/// Models and data sets of the hub: those in Hugging Face's cache on this machine, which other
/// programs share, and those to fetch. Where hub and cache are, the environment says (HF_HUB_CACHE,
/// HF_HOME, HF_TOKEN, HF_ENDPOINT, HF_HUB_OFFLINE), read anew at each call. Needs no engine. Every
/// call throws Error and nothing else; callbacks run on the calling thread. Safe from any thread
/// and process. Virtual where the window's tests stand in for it.
class HubLibrary {
public:
    HubLibrary() = default;
    virtual ~HubLibrary() = default;
    HubLibrary(const HubLibrary&) = delete;
    HubLibrary& operator=(const HubLibrary&) = delete;

    virtual std::filesystem::path cacheFolder() const;
    /// No request is made: pulling finds only what is in the cache.
    virtual bool isOffline() const;

    /// Everything in the cache, models before data sets, by name. Reads folders, no weights.
    virtual std::vector<CachedRepo> list() const;
    /// What pull would do: asks the hub, fetches nothing. Throws Error{NotFound, InvalidArgument,
    /// Io, Cancelled} as pull does.
    virtual PullPlan plan(const PullRequest& request, std::stop_token stop = {}) const;
    /// Fetches what is missing. Throws Error{NotFound} for what the hub does not have,
    /// InvalidArgument with what to do for what is gated, needs a token or needs a choice of files,
    /// Unsupported for pickled weights, Io, CorruptData, and Cancelled within about a second of a
    /// request to stop; what has come stays, and the next pull goes on there.
    virtual PullResult pull(
        const PullRequest& request, const PullCallbacks& callbacks = {}, std::stop_token stop = {});
    /// Reads every file of a cached repository and holds it against its hash. Throws
    /// Error{NotFound}.
    virtual std::vector<FileCheck> check(const std::string& repo, RepoKind kind,
        const std::function<void(const PullProgress&)>& progress = {},
        std::stop_token stop = {}) const;
    /// Removes it with all its revisions. Throws Error{NotFound}, and InvalidArgument while another
    /// process pulls it.
    virtual void remove(const std::string& repo, RepoKind kind);
};

} // namespace interweave
