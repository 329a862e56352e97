// SPDX-License-Identifier: Apache-2.0
#include "core/hub/cached_revision.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/strict_json.h"
#include "core/support/time_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

bool isThere(const fs::path& path)
{
    std::error_code none;
    return fs::exists(path, none);
}

std::vector<fs::path> filesIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(folder, none))
        if (entry.is_regular_file(none))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// A weight file that the folder's index names but the folder lacks; empty: none is missing.
std::string missingShard(const fs::path& folder)
{
    const fs::path path = folder / "model.safetensors.index.json";
    const nlohmann::json index = parseStrictJsonObject(readFile(path), path.string());
    const auto map = index.find("weight_map");
    if (map == index.end() || !map->is_object())
        return path.filename().string();
    for (const auto& [tensor, file] : map->items())
        if (file.is_string() && !isThere(folder / file.get<std::string>()))
            return file.get<std::string>();
    return {};
}

/// Sets `model`, or `problem`.
void findModel(CachedRevision& revision, const std::vector<fs::path>& files)
{
    const fs::path folder = revision.folder;
    const bool hasIndex = isThere(folder / "model.safetensors.index.json");
    std::vector<fs::path> ggufs;
    std::copy_if(files.begin(), files.end(), std::back_inserter(ggufs),
        [](const fs::path& file) { return file.extension() == ".gguf"; });
    if (isThere(folder / "config.json") && (hasIndex || isThere(folder / "model.safetensors"))) {
        if (!isThere(folder / "model.safetensors"))
            if (const std::string shard = missingShard(folder); !shard.empty())
                revision.problem
                    = "is not whole: " + shard + " is missing; fetch it with interweave pull";
        if (revision.problem.empty())
            revision.model = revision.folder;
    } else if (ggufs.size() == 1) {
        revision.model = ggufs.front().string();
    } else if (!ggufs.empty()) {
        revision.problem = "has several GGUF files; name one:";
        for (const fs::path& file : ggufs)
            revision.problem += " " + file.string();
    } else if (isThere(folder / "adapter_config.json")) {
        revision.problem = "is an adapter: put it on a model with --adapter";
    } else {
        revision.problem = "has no weights that are read (safetensors with config.json, or GGUF)";
    }
}

/// The revision that a name means; none: the cache does not know it.
std::optional<CachedRevision> find(const fs::path& cache, const std::string& name)
{
    const HubName wanted = parseHubName(name);
    if (wanted.repo.empty())
        return std::nullopt;
    const RepoCache repo(cache, {wanted.repo, RepoKind::Model});
    const std::optional<std::string> commit = repo.commitOf(wanted.revision);
    if (commit)
        return describeRevision(repo, *commit);
    const auto refs = repo.refs();
    if (refs.empty())
        return std::nullopt;
    std::string known;
    for (const auto& [ref, unused] : refs)
        known += (known.empty() ? "" : ", ") + wanted.repo + "@" + ref;
    throw Error(ErrorCode::NotFound, name,
        "revision '" + wanted.revision + "' is not in the cache; there are: " + known);
}

} // namespace

CachedRevision describeRevision(const RepoCache& cache, const std::string& commit)
{
    CachedRevision revision;
    revision.commit = commit;
    revision.folder = cache.snapshot(commit).string();
    for (const auto& [ref, target] : cache.refs())
        if (target == commit)
            revision.names.push_back(ref);
    const std::vector<fs::path> files = filesIn(revision.folder);
    revision.files = static_cast<int64_t>(files.size());
    std::error_code none;
    for (const fs::path& file : files)
        revision.bytes += static_cast<int64_t>(fs::file_size(file, none));
    struct stat status { };
    if (::stat(revision.folder.c_str(), &status) == 0)
        revision.changed = isoUtc(status.st_mtime);
    if (cache.repo().kind == RepoKind::Model) {
        try {
            findModel(revision, files);
        } catch (const Error& error) { // a damaged index
            revision.problem = error.what();
        }
    }
    return revision;
}

HubName parseHubName(const std::string& name)
{
    const size_t at = name.find('@');
    HubName parsed{name.substr(0, at), at == std::string::npos ? "main" : name.substr(at + 1)};
    if (!isRepoName(parsed.repo) || parsed.revision.empty())
        return {};
    return parsed;
}

fs::path findCachedModel(const fs::path& cache, const std::string& name)
{
    const std::optional<CachedRevision> revision = find(cache, name);
    if (!revision)
        return {};
    if (revision->model.empty())
        throw Error(ErrorCode::InvalidArgument, name, revision->problem);
    return revision->model;
}

fs::path findCachedAdapter(const fs::path& cache, const std::string& name)
{
    const std::optional<CachedRevision> revision = find(cache, name);
    if (!revision)
        return {};
    if (!isThere(fs::path(revision->folder) / "adapter_config.json"))
        throw Error(
            ErrorCode::InvalidArgument, name, "is no adapter: it has no adapter_config.json");
    return revision->folder;
}

} // namespace interweave
