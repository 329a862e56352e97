// SPDX-License-Identifier: Apache-2.0
#include "core/api/hub_library.h"

#include "core/api/guarded.h"
#include "core/hub/cached_repos.h"
#include "core/hub/hub_settings.h"
#include "core/hub/pull.h"

namespace interweave {

std::filesystem::path HubLibrary::cacheFolder() const
{
    return guarded([] { return hubCacheFolder(); });
}

bool HubLibrary::isOffline() const
{
    return guarded([] { return hubSettings().offline; });
}

std::vector<CachedRepo> HubLibrary::list() const
{
    return guarded([] { return listCachedRepos(hubCacheFolder()); });
}

PullPlan HubLibrary::plan(const PullRequest& request, std::stop_token stop) const
{
    return guarded([&] { return planPull(request, hubSettings(), stop); });
}

PullResult HubLibrary::pull(
    const PullRequest& request, const PullCallbacks& callbacks, std::stop_token stop)
{
    return guarded([&] { return interweave::pull(request, hubSettings(), callbacks, stop); });
}

std::vector<FileCheck> HubLibrary::check(const std::string& repo, RepoKind kind,
    const std::function<void(const PullProgress&)>& progress, std::stop_token stop) const
{
    return guarded([&] {
        return checkCachedRepo(
            RepoCache(hubCacheFolder(), parseRepoId(repo, kind)), progress, stop);
    });
}

void HubLibrary::remove(const std::string& repo, RepoKind kind)
{
    guarded([&] { removeCachedRepo(RepoCache(hubCacheFolder(), parseRepoId(repo, kind))); });
}

} // namespace interweave
