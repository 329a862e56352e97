// SPDX-License-Identifier: Apache-2.0
#include "core/hub/repo_cache.h"

#include "core/hub/content_digest.h"
#include "core/hub/io_error.h"
#include "core/support/atomic_file.h"
#include "core/support/file_name.h"
#include "core/support/nearest_name.h"

#include <algorithm>

namespace interweave {

namespace fs = std::filesystem;

namespace {

void makeFolder(const fs::path& folder)
{
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw ioError(folder, "creating the folder", failure.value());
}

bool isFileOfSize(const fs::path& path, int64_t bytes)
{
    std::error_code failure;
    return fs::is_regular_file(path, failure)
        && fs::file_size(path, failure) == static_cast<uintmax_t>(bytes);
}

} // namespace

void checkRevision(const std::string& revision)
{
    const std::vector<std::string> parts = splitAt(revision, '/'); // e.g. refs/pr/1
    if (!std::all_of(parts.begin(), parts.end(), isPlainFileName))
        throw Error(ErrorCode::InvalidArgument, revision,
            "is no revision: a branch, a tag or a commit was expected");
}

RepoCache::RepoCache(const fs::path& cache, const RepoId& repo)
    : m_repo(repo)
    , m_folder(cache / repo.folder())
    , m_locks(cache / ".locks" / repo.folder())
{
}

fs::path RepoCache::blob(const std::string& contentName) const
{
    return m_folder / "blobs" / contentName;
}

fs::path RepoCache::lock(const std::string& contentName) const
{
    return m_locks / (contentName + ".lock");
}

fs::path RepoCache::snapshot(const std::string& commit) const
{
    return m_folder / "snapshots" / commit;
}

std::optional<std::string> RepoCache::commitOf(const std::string& revision) const
{
    checkRevision(revision);
    std::string commit = revision;
    std::error_code unused;
    if (const fs::path ref = m_folder / "refs" / revision; fs::is_regular_file(ref, unused)) {
        commit = readFile(ref);
        commit.erase(commit.find_last_not_of(" \r\n") + 1);
        if (!isCommit(commit))
            throw Error(ErrorCode::CorruptData, ref.string(),
                "holds no commit (40 hexadecimal digits): pull again");
    }
    return isCommit(commit) && fs::is_directory(snapshot(commit), unused)
        ? std::optional<std::string>(commit)
        : std::nullopt;
}

std::vector<std::string> RepoCache::commits() const
{
    std::vector<std::string> commits;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(m_folder / "snapshots", none))
        if (entry.is_directory(none))
            commits.push_back(entry.path().filename().string());
    std::sort(commits.begin(), commits.end());
    return commits;
}

std::vector<std::pair<std::string, std::string>> RepoCache::refs() const
{
    std::vector<std::pair<std::string, std::string>> refs;
    std::error_code none;
    const fs::path folder = m_folder / "refs";
    for (const auto& entry : fs::recursive_directory_iterator(folder, none)) {
        if (!entry.is_regular_file(none))
            continue;
        std::string commit = readFile(entry.path());
        commit.erase(commit.find_last_not_of(" \r\n") + 1);
        refs.emplace_back(entry.path().lexically_relative(folder).string(), commit);
    }
    std::sort(refs.begin(), refs.end());
    return refs;
}

bool RepoCache::has(const std::string& commit, const RepoFile& file) const
{
    return isFileOfSize(snapshot(commit) / file.path, file.bytes);
}

bool RepoCache::hasBlob(const RepoFile& file) const
{
    return isFileOfSize(blob(file.contentName), file.bytes);
}

void RepoCache::link(const std::string& commit, const RepoFile& file) const
{
    const fs::path path = snapshot(commit) / file.path;
    makeFolder(path.parent_path());
    std::error_code failure;
    fs::remove(path, failure); // a link to nothing, or to what was cut short
    fs::create_symlink(
        blob(file.contentName).lexically_relative(path.parent_path()), path, failure);
    if (failure)
        throw ioError(path, "linking the file into the snapshot", failure.value());
}

void RepoCache::setRef(const std::string& revision, const std::string& commit) const
{
    if (isCommit(revision))
        return;
    const fs::path ref = m_folder / "refs" / revision;
    std::error_code unused;
    if (fs::is_regular_file(ref, unused) && readFile(ref) == commit)
        return;
    makeFolder(ref.parent_path());
    writeFileAtomically(ref, commit);
}

} // namespace interweave
