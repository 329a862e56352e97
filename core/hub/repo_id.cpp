// SPDX-License-Identifier: Apache-2.0
#include "core/hub/repo_id.h"

#include "core/support/error.h"
#include "core/support/nearest_name.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr size_t kLongestName = 96; // the hub's own limit

bool isNamePart(const std::string& part)
{
    constexpr std::string_view kAllowed
        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    constexpr std::string_view kNotAtTheEnds = "-.";
    return !part.empty() && part.find_first_not_of(kAllowed) == std::string::npos
        && kNotAtTheEnds.find(part.front()) == std::string_view::npos
        && kNotAtTheEnds.find(part.back()) == std::string_view::npos;
}

std::string prefixOf(RepoKind kind)
{
    return name(kind) + "s--";
}

} // namespace

bool isRepoName(std::string_view name)
{
    const std::vector<std::string> parts = splitAt(name, '/');
    return name.size() <= kLongestName && parts.size() <= 2
        && std::all_of(parts.begin(), parts.end(), isNamePart)
        && name.find("--") == std::string_view::npos && name.find("..") == std::string_view::npos
        && !name.ends_with(".git");
}

RepoId parseRepoId(const std::string& name, RepoKind kind)
{
    if (!isRepoName(name))
        throw Error(ErrorCode::InvalidArgument, name,
            "is no repository of the hub: ORG/NAME of letters, digits, '-', '_' and '.' was "
            "expected");
    return {name, kind};
}

std::optional<RepoId> repoOfFolder(const std::string& folder)
{
    for (const RepoKind kind : {RepoKind::Model, RepoKind::Dataset}) {
        const std::string prefix = prefixOf(kind);
        if (!folder.starts_with(prefix))
            continue;
        std::string name = folder.substr(prefix.size());
        if (const size_t at = name.find("--"); at != std::string::npos)
            name.replace(at, 2, "/");
        if (isRepoName(name))
            return RepoId{name, kind};
    }
    return std::nullopt;
}

std::string RepoId::folder() const
{
    std::string folder = prefixOf(kind) + name;
    if (const size_t slash = folder.find('/'); slash != std::string::npos)
        folder.replace(slash, 1, "--");
    return folder;
}

std::string RepoId::page() const
{
    return (kind == RepoKind::Dataset ? "/datasets/" : "/") + name;
}

std::string RepoId::apiPath() const
{
    return "/api/" + interweave::name(kind) + "s/" + name;
}

std::string name(RepoKind kind)
{
    return kind == RepoKind::Model ? "model" : "dataset";
}

std::string name(FileState state)
{
    switch (state) {
    case FileState::Intact: return "intact";
    case FileState::Damaged: return "damaged";
    case FileState::Missing: return "missing";
    case FileState::Unnamed: return "unnamed";
    }
    return {};
}

} // namespace interweave
