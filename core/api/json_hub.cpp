// SPDX-License-Identifier: Apache-2.0
#include "core/api/json_values.h"

namespace interweave {

Json toJson(const PullResult& result)
{
    Json files = Json::array();
    for (const PulledFile& file : result.files)
        files.push_back({{"path", file.path}, {"file", file.file}, {"bytes", file.bytes},
            {"downloaded", file.downloaded}});
    return {{"repo", result.repo}, {"kind", name(result.kind)}, {"revision", result.revision},
        {"commit", result.commit}, {"folder", result.folder}, {"files", files},
        {"left_out", result.leftOut}, {"bytes", result.bytes},
        {"downloaded_bytes", result.downloadedBytes}, {"seconds", result.elapsedSeconds}};
}

Json toJson(const PullPlan& plan)
{
    Json files = Json::array();
    for (const PlannedFile& file : plan.files)
        files.push_back({{"path", file.path}, {"bytes", file.bytes}, {"wanted", file.wanted},
            {"there", file.there}, {"pickle", file.pickle}, {"bytes_to_fetch", file.bytesToFetch}});
    return {{"commit", plan.commit}, {"files", files},
        {"problem", plan.problem.empty() ? Json() : Json(plan.problem)},
        {"bytes_to_fetch", plan.bytesToFetch},
        {"bytes_free", plan.bytesFree < 0 ? Json() : Json(plan.bytesFree)}};
}

Json toJson(const CachedRevision& revision)
{
    const auto orNull = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    return {{"commit", revision.commit}, {"names", revision.names}, {"folder", revision.folder},
        {"files", revision.files}, {"bytes", revision.bytes}, {"changed", orNull(revision.changed)},
        {"model", orNull(revision.model)}, {"problem", orNull(revision.problem)}};
}

Json toJson(const CachedRepo& repo)
{
    return {{"repo", repo.repo}, {"kind", name(repo.kind)}, {"folder", repo.folder},
        {"bytes", repo.bytes}, {"unfinished_bytes", repo.unfinishedBytes},
        {"revisions", toJson(repo.revisions)}};
}

Json toJson(const FileCheck& check)
{
    return {{"path", check.path}, {"commit", check.commit}, {"bytes", check.bytes},
        {"state", name(check.state)}};
}

} // namespace interweave
