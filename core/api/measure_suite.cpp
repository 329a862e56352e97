// SPDX-License-Identifier: Apache-2.0
#include "core/api/measure_suite.h"

#include "core/api/evaluation_keeper.h"
#include "core/eval/evaluation.h"
#include "core/eval/known_rows.h"
#include "core/eval/suite.h"
#include "core/siamese/blend.h"
#include "core/siamese/memory_memo.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace interweave {

namespace {

/// What is measured in one pass over a task's rows.
struct Voice {
    SiameseModel model;
    std::vector<Branch> branches;
    Blend blend;
    std::unique_ptr<EvaluationKeeper> keeper; // null: its results are not kept
};

TakeUp takeUpOf(const EvaluateRequest& request)
{
    if (request.fresh)
        return TakeUp::Nothing;
    return request.known ? TakeUp::FinishedToo : TakeUp::Unfinished;
}

Voice voiceOf(const EvaluateRequest& request, const SuiteKeeping& keeping, SiameseModel model,
    std::vector<Branch> branches, const Blend& blend)
{
    Voice voice{std::move(model), std::move(branches), blend, nullptr};
    for (const Branch branch : voice.branches)
        voice.model.require(branch);
    if (keeping.store) {
        ResultOrigin origin = keeping.origin(voice.model);
        origin.blend = blend;
        voice.keeper = std::make_unique<EvaluationKeeper>(*keeping.store, std::move(origin),
            voice.branches, EvaluationKeeper::Options{{}, takeUpOf(request), {}});
    }
    return voice;
}

std::vector<Voice> voicesOf(
    const EvaluateRequest& request, const SiameseModel& model, const SuiteKeeping& keeping)
{
    std::vector<Branch> branches = request.branches;
    if (branches.empty() && request.blends.empty())
        branches.push_back(model.naturalBranch());
    std::vector<Voice> voices;
    if (!branches.empty())
        voices.push_back(voiceOf(request, keeping, model, branches, {}));
    for (const Blend& blend : request.blends)
        voices.push_back(
            voiceOf(request, keeping, blended(model, blend), {blendBranch(blend)}, blend));
    return voices;
}

/// The task as a voice does it.
EvaluationTask taskOf(const Voice& voice, const EvaluationTask& task)
{
    return voice.blend.kind == Blend::Kind::None ? task : withLossOnly(task);
}

/// The rows of an end of the way from base to tuned, where the branch was done before it. None of a
/// tuned branch with gates inside its layers, which no blend has.
std::vector<EvaluatedRow> knownOf(const Voice& voice, const EvaluationTask& task,
    const SiameseModel& model, std::span<const TaskResult> results)
{
    const std::optional<Branch> branch = endBranch(voice.blend);
    const bool fused = branch == Branch::Tuned && model.gate && model.gate->fusesLayers();
    if (branch && !fused && !measuresDistance(task))
        for (const TaskResult& result : results)
            if (result.blend.kind == Blend::Kind::None && result.branch == name(*branch))
                return rowsAs(voice.branches.front(), result);
    return {};
}

} // namespace

std::vector<TaskResult> measureSuite(const EvaluateRequest& request, const SiameseModel& model,
    const Tokenizer& tokenizer, const SuiteKeeping& keeping,
    const EvaluationProgressCallback& progress, std::stop_token stop)
{
    std::vector<EvaluationTask> tasks = loadSuite(request.suite, request.data);
    std::vector<Voice> voices = voicesOf(request, model, keeping);
    const auto mixes = std::ranges::count(request.blends, Blend::Kind::LogitMix, &Blend::kind);
    std::vector<TaskResult> results;
    for (EvaluationTask& task : tasks) {
        if (request.limit > 0)
            task.limit = request.limit;
        const auto memo = mixes > 1 ? std::make_shared<MemoryMemo>() : nullptr;
        const size_t first = results.size();
        for (Voice& voice : voices) {
            const EvaluationTask itsTask = taskOf(voice, task);
            if (voice.blend.kind == Blend::Kind::LogitMix)
                voice.model.memo = memo;
            KnownRows log(knownOf(voice, itsTask, model, std::span(results).subspan(first)),
                voice.keeper ? &voice.keeper->log() : nullptr);
            auto ofBranches = evaluate(itsTask, voice.model, tokenizer,
                Branches(voice.branches.begin(), voice.branches.end()), {}, &log, progress, stop);
            voice.model.memo.reset();
            for (const Branch branch : voice.branches) {
                TaskResult& result = ofBranches.at(branch);
                result.blend = voice.blend;
                if (voice.keeper)
                    voice.keeper->finish(result);
                results.push_back(std::move(result));
            }
        }
    }
    return results;
}

} // namespace interweave
