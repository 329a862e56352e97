// SPDX-License-Identifier: Apache-2.0
#include "core/hub/cached_repos.h"

#include "core/hub/cached_revision.h"
#include "core/hub/content_digest.h"
#include "core/hub/file_lock.h"
#include "core/hub/io_error.h"
#include "core/hub/pull_meter.h"

#include <algorithm>
#include <map>

namespace interweave {

namespace fs = std::filesystem;

namespace {

void requireRepo(const RepoCache& cache)
{
    std::error_code none;
    if (!fs::is_directory(cache.folder(), none))
        throw Error(ErrorCode::NotFound, cache.repo().name,
            "is not in the cache (" + cache.folder().parent_path().string() + ")");
}

CachedRepo describe(const RepoCache& cache)
{
    CachedRepo repo{cache.repo().name, cache.repo().kind, cache.folder().string(), 0, 0, {}};
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(cache.folder() / "blobs", none)) {
        const uintmax_t bytes = entry.file_size(none);
        if (none)
            continue; // a link to nothing, or gone meanwhile
        const bool unfinished = entry.path().extension() == ".incomplete";
        (unfinished ? repo.unfinishedBytes : repo.bytes) += static_cast<int64_t>(bytes);
    }
    for (const std::string& commit : cache.commits())
        repo.revisions.push_back(describeRevision(cache, commit));
    std::stable_sort(repo.revisions.begin(), repo.revisions.end(),
        [](const CachedRevision& a, const CachedRevision& b) { return a.changed > b.changed; });
    return repo;
}

/// The files of all revisions; links to nothing, too.
std::vector<FileCheck> filesOf(const RepoCache& cache)
{
    std::vector<FileCheck> files;
    std::error_code none;
    for (const std::string& commit : cache.commits()) {
        const fs::path folder = cache.snapshot(commit);
        for (const auto& entry : fs::recursive_directory_iterator(folder, none)) {
            if (entry.is_directory(none))
                continue;
            const uintmax_t bytes = entry.file_size(none);
            files.push_back({entry.path().lexically_relative(folder).string(), commit,
                none ? 0 : static_cast<int64_t>(bytes),
                none ? FileState::Missing : FileState::Intact});
        }
    }
    std::sort(files.begin(), files.end(), [](const FileCheck& a, const FileCheck& b) {
        return std::pair(a.commit, a.path) < std::pair(b.commit, b.path);
    });
    return files;
}

} // namespace

std::vector<CachedRepo> listCachedRepos(const fs::path& cache)
{
    std::vector<CachedRepo> repos;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(cache, none))
        if (const auto id = repoOfFolder(entry.path().filename().string());
            id && entry.is_directory(none))
            repos.push_back(describe(RepoCache(cache, *id)));
    std::sort(repos.begin(), repos.end(), [](const CachedRepo& a, const CachedRepo& b) {
        return std::pair(a.kind, a.repo) < std::pair(b.kind, b.repo);
    });
    return repos;
}

std::vector<FileCheck> checkCachedRepo(const RepoCache& cache,
    const std::function<void(const PullProgress&)>& progress, std::stop_token stop)
{
    requireRepo(cache);
    std::vector<FileCheck> files = filesOf(cache);
    int64_t total = 0;
    for (const FileCheck& file : files)
        total += file.bytes;
    PullMeter meter(progress);
    meter.begin(static_cast<int64_t>(files.size()), total);
    std::map<std::string, bool> known; // content's name: whether it is what its name says
    for (FileCheck& file : files) {
        meter.beginFile(file.path);
        const fs::path path = cache.snapshot(file.commit) / file.path;
        std::error_code none;
        const std::string name = fs::read_symlink(path, none).filename().string();
        if (file.state == FileState::Intact && !isContentName(name)) {
            file.state = FileState::Unnamed;
        } else if (file.state == FileState::Intact) {
            auto found = known.find(name);
            if (found == known.end()) {
                const auto report
                    = [&](int64_t bytes) { meter.update(PullStage::Checking, bytes); };
                found = known.emplace(name, hasContent(path, name, file.bytes, report, stop)).first;
            }
            file.state = found->second ? FileState::Intact : FileState::Damaged;
        }
        meter.endFile(file.bytes);
    }
    return files;
}

void removeCachedRepo(const RepoCache& cache)
{
    requireRepo(cache);
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(cache.locks(), failure))
        if (!FileLock(entry.path()).tryLock())
            throw Error(ErrorCode::InvalidArgument, cache.repo().name,
                "is being pulled by another process");
    // The revisions' names first: what is half removed is not found by any.
    for (const fs::path& folder : {cache.folder() / "refs", cache.folder(), cache.locks()}) {
        fs::remove_all(folder, failure);
        if (failure)
            throw ioError(folder, "removing the folder", failure.value());
    }
}

} // namespace interweave
