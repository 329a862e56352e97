// SPDX-License-Identifier: Apache-2.0
#include "core/report/run_view.h"

#include "core/report/curve.h"

#include <algorithm>
#include <array>

namespace interweave {

namespace {

bool isSiamese(const RunView& run)
{
    const std::string written = run.setting("method.siamese");
    if (!written.empty())
        return written == "true";
    return findSeries(*run.record, "gate_mean")
        || std::ranges::any_of(run.record->evaluations, [](const StoredEvaluation& evaluation) {
               return evaluation.result.branch == "interwoven";
           });
}

void take(std::string& value, const std::string& newer)
{
    if (!newer.empty())
        value = newer;
}

ResultOrigin originOf(const RunRecord& record)
{
    ResultOrigin origin;
    const auto add = [&](const ResultOrigin& newer) {
        take(origin.model, newer.model);
        take(origin.modelHash, newer.modelHash);
        take(origin.adapterHash, newer.adapterHash);
        take(origin.gateHash, newer.gateHash);
        take(origin.device, newer.device);
        take(origin.dtype, newer.dtype);
    };
    for (const StoredEvaluation& evaluation : record.evaluations)
        add(evaluation.origin);
    for (const StoredSample& sample : record.samples)
        add(sample.origin);
    return origin;
}

/// Where a run does not say which weights lay at its model's path, another of that path does.
void shareHashes(std::vector<RunView>& views)
{
    for (RunView& view : views)
        for (const RunView& other : views)
            if (view.origin.modelHash.empty() && other.summary().model == view.summary().model)
                view.origin.modelHash = other.origin.modelHash;
}

std::string uniqueLabel(const RunSummary& run, const std::vector<RunView>& others)
{
    const std::string name = run.name.empty() ? run.id : run.name;
    std::string label = name.empty() ? "run" : name;
    for (size_t number = 2; std::ranges::find(others, label, &RunView::label) != others.end();
         ++number)
        label = name + " #" + std::to_string(number);
    return label;
}

} // namespace

std::string RunView::setting(const std::string& key) const
{
    return settingOf(recipe, key);
}

std::string RunView::modelKey() const
{
    return origin.modelHash.empty() ? summary().model : origin.modelHash;
}

std::string RunView::voice(const std::string& branch) const
{
    return branch == "base" ? branch : label + " " + branch;
}

std::vector<RunView> viewsOf(std::span<const RunRecord> runs)
{
    constexpr std::array kOthers{"run-a", "run-b", "run-c", "run-d", "run-e", "run-f"};
    std::vector<RunView> views;
    size_t others = 0;
    bool plainTaken = false;
    bool siameseTaken = false;
    for (const RunRecord& record : runs) {
        RunView view;
        view.record = &record;
        view.label = uniqueLabel(record.run.summary, views);
        view.recipe = recipeSettings(record.run.summary.recipe);
        view.origin = originOf(record);
        view.siamese = isSiamese(view);
        bool& taken = view.siamese ? siameseTaken : plainTaken;
        view.colour = !taken ? view.ownBranch() : kOthers[others++ % kOthers.size()];
        taken = true;
        views.push_back(std::move(view));
    }
    shareHashes(views);
    return views;
}

} // namespace interweave
