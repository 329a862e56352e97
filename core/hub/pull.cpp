// SPDX-License-Identifier: Apache-2.0
#include "core/hub/pull.h"

#include "core/hub/blob_download.h"
#include "core/hub/file_lock.h"
#include "core/hub/io_error.h"
#include "core/hub/partial_file.h"
#include "core/hub/pull_meter.h"
#include "core/hub/repo_cache.h"
#include "core/hub/selection.h"
#include "core/hub/url.h"
#include "core/support/checked.h"
#include "core/support/number_text.h"

#include <algorithm>
#include <set>
#include <sys/statvfs.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr const char* kDefaultRevision = "main";

int64_t sizeOf(const fs::path& path)
{
    std::error_code none;
    const uintmax_t bytes = fs::file_size(path, none);
    return none ? 0 : static_cast<int64_t>(bytes);
}

/// Of the file system that the folder is or will be on; -1 where that cannot be known.
int64_t freeBytes(fs::path folder)
{
    std::error_code none;
    while (!fs::exists(folder, none) && folder.has_relative_path())
        folder = folder.parent_path();
    struct statvfs status { };
    if (::statvfs(folder.c_str(), &status) != 0)
        return -1;
    return static_cast<int64_t>(status.f_bavail) * static_cast<int64_t>(status.f_frsize);
}

class Pull {
public:
    Pull(const PullRequest& request, const HubSettings& settings, const PullCallbacks& callbacks,
        std::stop_token stop)
        : m_request(request)
        , m_settings(settings)
        , m_log(callbacks.log)
        , m_stop(stop)
        , m_revision(request.revision.empty() ? kDefaultRevision : request.revision)
        , m_cache(settings.cache, parseRepoId(request.repo, request.kind))
        , m_meter(callbacks.progress)
    {
        checkRevision(m_revision);
    }

    PullResult run()
    {
        m_meter.begin(0, 0);
        HttpClient client(m_settings);
        const RepoListing listing
            = listRepo(client, m_settings, m_cache.repo(), m_revision, m_log, m_stop);
        const Selection selection = selectFiles(listing, m_cache.repo(), m_request.include);
        PullResult result = emptyResult(listing.commit);
        result.leftOut = selection.pickles;
        m_meter.begin(static_cast<int64_t>(selection.files.size()), totalBytes(selection.files));
        requireRoom(missingBytes(listing.commit, selection.files));
        for (const RepoFile& file : selection.files) {
            m_meter.beginFile(file.path);
            const bool fetched = bring(client, listing.commit, file);
            m_meter.endFile(file.bytes);
            add(result, file.path, file.bytes, fetched);
        }
        noteRevision(listing.commit);
        return result;
    }

    PullPlan plan()
    {
        if (m_settings.offline)
            throw Error(
                ErrorCode::NotFound, m_request.repo, "HF_HUB_OFFLINE forbids asking the hub");
        HttpClient client(m_settings);
        const RepoListing listing
            = listRepo(client, m_settings, m_cache.repo(), m_revision, m_log, m_stop);
        PullPlan plan;
        plan.commit = listing.commit;
        plan.bytesFree = freeBytes(m_settings.cache);
        std::set<std::string> wanted;
        try {
            const Selection selection = selectFiles(listing, m_cache.repo(), m_request.include);
            plan.bytesToFetch = missingBytes(listing.commit, selection.files);
            for (const RepoFile& file : selection.files)
                wanted.insert(file.path);
        } catch (const Error& error) { // the list is what shows the choice
            plan.problem = error.message();
        }
        for (const RepoFile& file : listing.files)
            plan.files.push_back({file.path, file.bytes, wanted.contains(file.path),
                m_cache.has(listing.commit, file), isPickle(file.path),
                missingBytes(listing.commit, file)});
        return plan;
    }

    PullResult offline()
    {
        const std::optional<std::string> commit = m_cache.commitOf(m_revision);
        if (!commit)
            throw Error(ErrorCode::NotFound, m_request.repo,
                "revision '" + m_revision + "' is not in the cache (" + m_settings.cache.string()
                    + "), and HF_HUB_OFFLINE forbids asking the hub");
        PullResult result = emptyResult(*commit);
        const fs::path folder = m_cache.snapshot(*commit);
        std::error_code none;
        for (const auto& entry : fs::recursive_directory_iterator(folder, none))
            if (entry.is_regular_file(none))
                add(result, entry.path().lexically_relative(folder).string(), sizeOf(entry.path()),
                    false);
        std::sort(result.files.begin(), result.files.end(),
            [](const PulledFile& a, const PulledFile& b) { return a.path < b.path; });
        return result;
    }

private:
    PullResult emptyResult(const std::string& commit) const
    {
        PullResult result;
        result.repo = m_request.repo;
        result.kind = m_request.kind;
        result.revision = m_revision;
        result.commit = commit;
        result.folder = m_cache.snapshot(commit).string();
        return result;
    }

    void add(PullResult& result, const std::string& path, int64_t bytes, bool fetched) const
    {
        result.files.push_back({path, (fs::path(result.folder) / path).string(), bytes, fetched});
        result.bytes += bytes;
        result.downloadedBytes += fetched ? bytes : 0;
    }

    int64_t totalBytes(const std::vector<RepoFile>& files) const
    {
        uint64_t sum = 0;
        for (const RepoFile& file : files)
            sum = checkedAdd(
                sum, static_cast<uint64_t>(file.bytes), m_request.repo, "the size of all files");
        return checkedCast<int64_t>(sum, m_request.repo, "the size of all files");
    }

    /// At most totalBytes, so that no sum overflows where that has one.
    int64_t missingBytes(const std::string& commit, const std::vector<RepoFile>& files) const
    {
        int64_t missing = 0;
        if (totalBytes(files) == 0)
            return missing;
        for (const RepoFile& file : files)
            missing += missingBytes(commit, file);
        return missing;
    }

    int64_t missingBytes(const std::string& commit, const RepoFile& file) const
    {
        return m_cache.has(commit, file) || m_cache.hasBlob(file)
            ? 0
            : std::max<int64_t>(
                0, file.bytes - sizeOf(partialPath(m_cache.blob(file.contentName))));
    }

    void requireRoom(int64_t needed) const
    {
        const int64_t room = freeBytes(m_settings.cache);
        if (room >= 0 && needed > room)
            throw Error(ErrorCode::Io, m_settings.cache.string(),
                "there is no room for " + m_request.repo + ": it needs " + formatBytes(needed)
                    + ", free are " + formatBytes(room)
                    + "; name another place in HF_HUB_CACHE, or pull less with --include");
    }

    /// Whether the file had to be fetched.
    bool bring(HttpClient& client, const std::string& commit, const RepoFile& file)
    {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Cancelled, m_request.repo, "the pull was cancelled");
        if (m_cache.has(commit, file) && isTrusted(file)) // the cache may be read-only
            return false;
        FileLock lock(m_cache.lock(file.contentName));
        lock.lock(m_stop, [&] {
            m_meter.update(PullStage::Waiting, 0);
            if (m_log)
                m_log(LogLevel::Info,
                    "another process is fetching " + file.path + "; waiting for it");
        });
        const bool missing = !m_cache.hasBlob(file) || !isTrusted(file);
        if (missing) {
            const BlobTask task{
                m_cache.repo(), file, urlOf(commit, file.path), m_cache.blob(file.contentName)};
            const auto report
                = [&](PullStage stage, int64_t bytes) { m_meter.update(stage, bytes); };
            downloadBlob(client, m_settings, task, report, m_log, m_stop);
        }
        m_cache.link(commit, file);
        return missing;
    }

    /// What is there is read again only when that is asked for. Damaged content goes.
    bool isTrusted(const RepoFile& file)
    {
        const fs::path blob = m_cache.blob(file.contentName);
        if (!m_request.check || m_checked.contains(file.contentName) || !fs::exists(blob))
            return true;
        m_checked.insert(file.contentName);
        const auto report = [&](int64_t bytes) { m_meter.update(PullStage::Checking, bytes); };
        if (hasContent(blob, file.contentName, file.bytes, report, m_stop))
            return true;
        if (m_log)
            m_log(LogLevel::Warning, file.path + " is damaged in the cache and fetched again");
        std::error_code failure;
        if (!fs::remove(blob, failure))
            throw ioError(blob, "removing the damaged file", failure.value());
        return false;
    }

    std::string urlOf(const std::string& commit, const std::string& path) const
    {
        return m_settings.endpoint + m_cache.repo().page() + "/resolve/" + commit + "/"
            + percentEncoded(path, "/");
    }

    /// A cache that cannot be written but has everything serves all the same.
    void noteRevision(const std::string& commit) const
    {
        try {
            m_cache.setRef(m_revision, commit);
        } catch (const Error& error) {
            if (m_log)
                m_log(LogLevel::Warning, std::string("the revision is not noted: ") + error.what());
        }
    }

    const PullRequest& m_request;
    const HubSettings& m_settings;
    LogSink m_log;
    std::stop_token m_stop;
    std::string m_revision;
    RepoCache m_cache;
    PullMeter m_meter;
    std::set<std::string> m_checked; // names of content
};

} // namespace

PullPlan planPull(const PullRequest& request, const HubSettings& settings, std::stop_token stop)
{
    return Pull(request, settings, {}, std::move(stop)).plan();
}

PullResult pull(const PullRequest& request, const HubSettings& settings,
    const PullCallbacks& callbacks, std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    Pull work(request, settings, callbacks, std::move(stop));
    PullResult result = settings.offline ? work.offline() : work.run();
    result.elapsedSeconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace interweave
