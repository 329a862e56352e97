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

/// The run whose adapter this one went on from. One that trains a gate alone learns no task.
std::optional<size_t> runBefore(const std::vector<RunView>& runs, size_t run)
{
    const fs::path start = runs[run].setting("method.adapter");
    if (start.empty() || runs[run].setting("method.train_adapter") == "false")
        return {};
    for (size_t other = 0; other < runs.size(); ++other) {
        const fs::path left = runs[other].summary().adapterFolder;
        if (other != run && !left.empty() && left.lexically_normal() == start.lexically_normal())
            return other;
    }
    return {};
}

/// The voices of the base and of each run of the sequence that ends with `run`, in its order; empty
/// where one was not measured.
std::vector<size_t> sequenceOf(const Scores& scores, const std::vector<RunView>& runs, size_t run)
{
    std::vector<size_t> voices;
    for (std::optional<size_t> at = run; at; at = runBefore(runs, *at)) {
        const std::optional<size_t> own = scores.ownVoice(runs, *at);
        if (!own || voices.size() == runs.size()) // runs that claim to have begun with one another
            return {};
        voices.push_back(*own);
    }
    voices.push_back(0); // the base's
    std::ranges::reverse(voices);
    return voices;
}

/// Of a task that is a share, from one voice to another.
std::optional<Estimate> changeOf(const ScoredTask& task, size_t from, size_t to)
{
    if (!scaleOf(mainMetricName(task)).isShare())
        return {};
    const std::optional<Retention> change = pairedChange(task.results[from], task.results[to]);
    return change ? std::optional(change->change) : std::nullopt;
}

/// The task that gained most from one voice to the next and that no earlier training learned.
std::optional<size_t> learnedTask(
    const Scores& scores, size_t from, size_t to, const std::vector<size_t>& before)
{
    std::optional<size_t> learned;
    double most = 0.0;
    for (size_t t = 0; t < scores.tasks.size(); ++t) {
        const std::optional<Estimate> change = changeOf(scores.tasks[t], from, to);
        if (!change || change->value <= most || std::ranges::find(before, t) != before.end())
            continue;
        most = change->value;
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
        const std::optional<size_t> task = learnedTask(scores, voices[i - 1], voices[i], tasks);
        if (!task)
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
            backward.push_back(*back);
        if (j > 0)
            forward.push_back(*ahead);
    }
    transfer.backward = meanOfEstimates(backward);
    transfer.forward = meanOfEstimates(forward);
    return transfer;
}

} // namespace interweave
