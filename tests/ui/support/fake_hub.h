// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/hub_library.h"
#include "core/support/error.h"

#include <mutex>
#include <optional>

namespace interweave::ui {

/// What a FakeHub has and how it behaves; whoever reads or changes it holds the mutex, from any
/// thread.
struct FakeHubState {
    std::mutex mutex;
    std::vector<CachedRepo> cache;
    bool offline = false;
    int64_t parts = 4; // that each pull and check comes in
    int64_t partMs = 1;
    int64_t partBytes = 1 << 20;
    std::optional<Error> failure; // of the next pull, after half of it
    std::optional<PullPlan> plan; // instead of the one that fits what a pull fetches
    std::optional<Error> planFailure; // of the next plan
    std::vector<FileCheck> checks; // what the next check finds
    std::vector<PullRequest> pulled; // every pull asked for
    std::vector<std::string> removed;
};

/// A hub in memory: its pulls grow a repository in the cache, those cut short leave an unfinished
/// one.
class FakeHub : public HubLibrary {
public:
    explicit FakeHub(std::shared_ptr<FakeHubState> state);

    std::filesystem::path cacheFolder() const override { return "/nowhere/hub"; }
    bool isOffline() const override;
    std::vector<CachedRepo> list() const override;
    PullPlan plan(const PullRequest& request, std::stop_token stop) const override;
    PullResult pull(
        const PullRequest& request, const PullCallbacks& callbacks, std::stop_token stop) override;
    std::vector<FileCheck> check(const std::string& repo, RepoKind kind,
        const std::function<void(const PullProgress&)>& progress,
        std::stop_token stop) const override;
    void remove(const std::string& repo, RepoKind kind) override;

private:
    CachedRepo& at(const std::string& repo, RepoKind kind); // made where it is missing

    std::shared_ptr<FakeHubState> m_state;
};

/// A whole repository with one revision, "main", of so many bytes.
CachedRepo fakeRepo(
    const std::string& repo, RepoKind kind = RepoKind::Model, int64_t bytes = 269'030'016);

} // namespace interweave::ui
