// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_hub.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace interweave::ui {

namespace {

const std::string kCommit(40, 'c');

std::string folderOf(const std::string& repo, RepoKind kind)
{
    std::string folder = name(kind) + "s--" + repo;
    if (const size_t slash = folder.find('/'); slash != std::string::npos)
        folder.replace(slash, 1, "--");
    return "/nowhere/hub/" + folder;
}

PullProgress progressOf(const FakeHubState& state, int64_t part, PullStage stage)
{
    return {stage, "model.safetensors", 1, 2, part * state.partBytes, state.parts * state.partBytes,
        part > 0 ? 8.0 * (1 << 20) : 0.0,
        part > 0 ? static_cast<double>(state.parts - part) / 8.0 : -1.0};
}

} // namespace

CachedRepo fakeRepo(const std::string& repo, RepoKind kind, int64_t bytes)
{
    CachedRepo cached{repo, kind, folderOf(repo, kind), bytes, 0, {}};
    CachedRevision revision;
    revision.commit = kCommit;
    revision.names = {"main"};
    revision.folder = cached.folder + "/snapshots/" + kCommit;
    revision.files = 9;
    revision.bytes = bytes;
    revision.changed = "2026-11-24T10:00:00Z";
    if (kind == RepoKind::Model)
        revision.model = revision.folder;
    cached.revisions.push_back(revision);
    return cached;
}

FakeHub::FakeHub(std::shared_ptr<FakeHubState> state)
    : m_state(std::move(state))
{
}

bool FakeHub::isOffline() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->offline;
}

std::vector<CachedRepo> FakeHub::list() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->cache;
}

CachedRepo& FakeHub::at(const std::string& repo, RepoKind kind)
{
    for (CachedRepo& one : m_state->cache)
        if (one.repo == repo && one.kind == kind)
            return one;
    m_state->cache.push_back({repo, kind, folderOf(repo, kind), 0, 0, {}});
    return m_state->cache.back();
}

PullPlan FakeHub::plan(const PullRequest&, std::stop_token) const
{
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->planFailure)
        throw *std::exchange(m_state->planFailure, {});
    if (m_state->plan)
        return *m_state->plan;
    PullPlan plan;
    plan.commit = kCommit;
    plan.bytesToFetch = m_state->parts * m_state->partBytes;
    plan.bytesFree = int64_t{1} << 50;
    plan.files = {{"pytorch_model.bin", 2048, false, false, true, 2048},
        {"config.json", 512, true, true, false, 0},
        {"model.safetensors", plan.bytesToFetch, true, false, false, plan.bytesToFetch},
        {"onnx/model.onnx", 4096, false, false, false, 4096}};
    return plan;
}

PullResult FakeHub::pull(
    const PullRequest& request, const PullCallbacks& callbacks, std::stop_token stop)
{
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->pulled.push_back(request);
    }
    if (callbacks.progress)
        callbacks.progress({});
    for (int64_t part = 0;; ++part) {
        std::unique_lock lock(m_state->mutex);
        const PullProgress progress = progressOf(*m_state, part, PullStage::Downloading);
        if (part >= m_state->parts)
            break;
        at(request.repo, request.kind).unfinishedBytes = progress.bytesDone;
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, request.repo, "the pull was cancelled");
        if (m_state->failure && 2 * part >= m_state->parts)
            throw *std::exchange(m_state->failure, {});
        const auto pause = std::chrono::milliseconds(m_state->partMs);
        lock.unlock();
        if (callbacks.progress)
            callbacks.progress(progress);
        if (part == 1 && callbacks.log)
            callbacks.log(LogLevel::Info, "the hub answered 503; trying again in 1 s");
        std::this_thread::sleep_for(pause);
    }
    const std::scoped_lock lock(m_state->mutex);
    const int64_t bytes = m_state->parts * m_state->partBytes;
    at(request.repo, request.kind) = fakeRepo(request.repo, request.kind, bytes);
    PullResult result;
    result.repo = request.repo;
    result.kind = request.kind;
    result.commit = kCommit;
    result.folder = at(request.repo, request.kind).revisions.front().folder;
    result.files = {{"config.json", "", 512, true}, {"model.safetensors", "", bytes, true}};
    result.leftOut = {"pytorch_model.bin"};
    result.bytes = result.downloadedBytes = bytes;
    result.elapsedSeconds = 12.0;
    return result;
}

std::vector<FileCheck> FakeHub::check(const std::string&, RepoKind,
    const std::function<void(const PullProgress&)>& progress, std::stop_token stop) const
{
    for (int64_t part = 0;; ++part) {
        std::unique_lock lock(m_state->mutex);
        if (part >= m_state->parts)
            return m_state->checks;
        const PullProgress now = progressOf(*m_state, part, PullStage::Checking);
        const auto pause = std::chrono::milliseconds(m_state->partMs);
        lock.unlock();
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, {}, "the check was cancelled");
        if (progress)
            progress(now);
        std::this_thread::sleep_for(pause);
    }
}

void FakeHub::remove(const std::string& repo, RepoKind kind)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->removed.push_back(repo);
    std::erase_if(m_state->cache,
        [&](const CachedRepo& one) { return one.repo == repo && one.kind == kind; });
}

} // namespace interweave::ui
