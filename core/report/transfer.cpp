// SPDX-License-Identifier: Apache-2.0
#include "core/report/transfer.h"

#include "core/eval/statistics.h"
#include "core/report/figure_text.h"
#include "core/report/forgetting.h"

#include <algorithm>
#include <filesystem>

namespace interweave {

namespace fs = std::filesystem;

namespace {

fs::path folderOf(const std::string& path)
{
    return (fs::path(path) / "").lexically_normal(); // with or without a slash at its end
}

std::optional<size_t> runThatLeft(const std::vector<RunView>& runs, const std::string& adapter)
{
    for (size_t run = 0; run < runs.size(); ++run)
        if (const std::string& left = runs[run].summary().adapterFolder;
            !left.empty() && folderOf(left) == folderOf(adapter))
            return run;
    return {};
}

/// The voices of the base and of each run of the sequence that ends with `run`, in its order. Empty
/// where the sequence is not all there: a run is not among these or was not measured; or where one
/// trained a gate alone, which learns no task.
std::vector<size_t> sequenceOf(const Scores& scores, const std::vector<RunView>& runs, size_t run)
{
    std::vector<size_t> voices;
    for (;;) {
        const std::optional<size_t> own = scores.ownVoice(runs, run);
        const bool turnsBack = voices.size() == runs.size(); // runs that began with one another
        if (!own || turnsBack || runs[run].setting("method.train_adapter") == "false")
            return {};
        voices.push_back(*own);
        const std::string adapter = runs[run].setting("method.adapter");
        if (adapter.empty())
            break;
        const std::optional<size_t> before = runThatLeft(runs, adapter);
        if (!before)
            return {};
        run = *before;
    }
    voices.push_back(0); // the base's
    std::ranges::reverse(voices);
    return voices;
}

/// Of a task that is a share, from one voice to another.
std::optional<Retention> changeOf(const ScoredTask& task, size_t from, size_t to)
{
    if (!scaleOf(mainMetricName(task)).isShare())
        return {};
    return pairedChange(task.results[from], task.results[to]);
}

/// The task that was learned from one voice to the next; the one that gained most where there are
/// several.
std::optional<size_t> learnedTask(const Scores& scores, size_t from, size_t to)
{
    std::optional<size_t> learned;
    double most = 0.0;
    for (size_t t = 0; t < scores.tasks.size(); ++t) {
        const std::optional<Retention> retention = changeOf(scores.tasks[t], from, to);
        if (!retention || verdictOf(*retention) != Verdict::Learned
            || retention->change.value <= most)
            continue;
        most = retention->change.value;
        learned = t;
    }
    return learned;
}

} // namespace

std::optional<SequenceTransfer> sequenceTransfer(
    const Scores& scores, const std::vector<RunView>& runs, size_t run)
{
    const std::vector<size_t> voices = sequenceOf(scores, runs, run);
    if (voices.size() < 3) // the base and one training
        return {};
    std::vector<size_t> tasks; // of voices[1], voices[2], …
    for (size_t i = 1; i < voices.size(); ++i) {
        const std::optional<size_t> task = learnedTask(scores, voices[i - 1], voices[i]);
        if (!task || std::ranges::find(tasks, *task) != tasks.end())
            return {};
        tasks.push_back(*task);
    }
    SequenceTransfer transfer;
    std::vector<Estimate> backward, forward;
    for (size_t j = 0; j < tasks.size(); ++j) {
        const ScoredTask& task = scores.tasks[tasks[j]];
        transfer.tasks.push_back(task.label);
        const auto back = changeOf(task, voices[j + 1], voices.back());
        const auto ahead = changeOf(task, voices.front(), voices[j]);
        if (!back || !ahead)
            return {};
        if (j + 1 < tasks.size())
            backward.push_back(back->change);
        if (j > 0)
            forward.push_back(ahead->change);
    }
    transfer.backward = meanOfEstimates(backward);
    transfer.forward = meanOfEstimates(forward);
    return transfer;
}

} // namespace interweave
