// SPDX-License-Identifier: Apache-2.0
#include "core/api/sweep.h"

#include "core/api/recipe_settings.h"
#include "core/api/run_library.h"
#include "core/api/suite_tasks.h"
#include "core/api/sweep_store.h"
#include "core/hub/file_lock.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <thread>

namespace interweave {

namespace {

void checkSuite(const SweepPlan& plan)
{
    if (!plan.suite.empty())
        tasksLeftOut(plan.suite, plan.data);
}

/// As YAML reads it, whatever stands in it.
std::string quoted(std::string text)
{
    for (size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2)
        text.insert(at, 1, '\'');
    return '\'' + text + '\'';
}

bool startedFrom(const StoredRun& run, const std::filesystem::path& adapter)
{
    const std::string start = settingOf(recipeSettings(run.summary.recipe), "method.adapter");
    return !start.empty()
        && std::filesystem::weakly_canonical(start) == std::filesystem::weakly_canonical(adapter);
}

class Sweeper {
public:
    Sweeper(Engine& engine, RunLibrary& library, const SweepPlan& plan,
        const SweepCallbacks& callbacks, std::stop_token stop)
        : m_engine(engine)
        , m_library(library)
        , m_plan(plan)
        , m_callbacks(callbacks)
        , m_stop(std::move(stop))
        , m_runs(runsOf(plan))
    {
        checkSuite(plan); // what is wrong is said before anything starts
        m_aims = aimsOf(plan);
    }

    std::vector<SweptRun> work()
    {
        std::filesystem::create_directories(sweepsFolder(m_library.workspace()));
        writeFileAtomically(sweepFile(m_library.workspace(), m_plan.name), planYaml(m_plan));
        std::vector<SweptRun> swept(m_runs.size());
        std::vector<bool> done(m_runs.size());
        const auto isReady
            = [&](const SweepRun& run) { return !run.adapterOf || done[*run.adapterOf]; };
        while (std::ranges::count(done, false) > 0) {
            bool moved = false;
            for (size_t i = 0; i < m_runs.size(); ++i) {
                if (done[i] || !isReady(m_runs[i]))
                    continue;
                FileLock lock(lockFile(i));
                if (!lock.tryLock())
                    continue; // another process is at it
                swept[i] = workOn(i);
                done[i] = moved = true;
            }
            if (!moved) // the first whose adapter is there: that one is with another process
                for (size_t i = 0; i < m_runs.size(); ++i)
                    if (!done[i] && isReady(m_runs[i])) {
                        waitForOthers(i);
                        break;
                    }
        }
        if (swept.front().error && !m_plan.suite.empty())
            measureBaseInstead(swept);
        return swept;
    }

private:
    /// Held by the process that is at the run.
    std::filesystem::path lockFile(size_t run) const
    {
        const std::string& tag = m_aims[run].tag;
        return sweepsFolder(m_library.workspace()) / (tag.substr(tag.find(':') + 1) + ".lock");
    }

    void tell(size_t run, const char* phase, const std::optional<Error>& error = {}) const
    {
        if (m_callbacks.progress)
            m_callbacks.progress({static_cast<int64_t>(run), static_cast<int64_t>(m_runs.size()),
                m_runs[run].name, phase, error});
    }

    void throwIfStopped() const
    {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Cancelled, m_plan.name, "the sweep was stopped");
    }

    void waitForOthers(size_t run) const
    {
        tell(run, "waiting");
        throwIfStopped();
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }

    SweptRun workOn(size_t index)
    {
        SweptRun swept{m_runs[index], {}, {}, {}};
        attempt(index, swept, [&] {
            swept.id = trained(index);
            if (m_plan.suite.empty())
                return;
            swept.results = measured(index, swept.id, index == 0);
            writeFileAtomically(
                sweepsFolder(m_library.workspace()) / m_aims[index].doneFile, swept.id);
        });
        return swept;
    }

    /// Keeps why a run failed; being stopped goes on to the caller.
    template <class Work>
    void attempt(size_t index, SweptRun& swept, Work&& work)
    {
        throwIfStopped();
        try {
            work();
            tell(index, "done");
        } catch (const Error& error) {
            swept.error = Error(error.code(), m_runs[index].name, error.what());
            if (error.code() == ErrorCode::Cancelled)
                throw *swept.error;
            tell(index, "failed", swept.error);
        }
    }

    /// The base's figures, which the first run would have brought, with the first that did not
    /// fail.
    void measureBaseInstead(std::vector<SweptRun>& swept)
    {
        const auto found
            = std::ranges::find_if(swept, [](const SweptRun& run) { return !run.error; });
        if (found == swept.end())
            return;
        const auto index = static_cast<size_t>(found - swept.begin());
        FileLock lock(lockFile(index));
        while (!lock.tryLock())
            waitForOthers(index);
        attempt(index, *found, [&] { found->results = measured(index, found->id, true); });
    }

    /// The folder of the adapter that the run is given; empty: none.
    std::string givenAdapter(size_t index) const
    {
        const std::optional<size_t> giver = m_runs[index].adapterOf;
        if (!giver)
            return {};
        const auto run = findTagged(m_library.list(), m_aims[*giver].tag);
        if (!run || run->summary.status != "finished" || run->summary.adapterFolder.empty())
            throw Error(ErrorCode::NotFound, m_runs[*giver].name, "its adapter is not there");
        return run->summary.adapterFolder;
    }

    /// What the workspace has of the run; of one that is given an adapter with this one only, since
    /// who gives it may have been trained again.
    std::optional<StoredRun> found(size_t index, const std::string& adapter) const
    {
        std::vector<StoredRun> runs = m_library.list();
        if (!adapter.empty())
            std::erase_if(runs, [&](const StoredRun& run) { return !startedFrom(run, adapter); });
        return findTagged(runs, m_aims[index].tag);
    }

    void tag(size_t index, const std::string& id)
    {
        for (const std::string& tag :
            {sweepTag(m_plan.name), variantTag(m_runs[index].variant), m_aims[index].tag})
            m_library.tag(id, tag);
    }

    std::string trained(size_t index)
    {
        const std::string adapter = givenAdapter(index);
        const std::optional<StoredRun> known = found(index, adapter);
        if (known && known->summary.status == "finished") { // perhaps by another sweep
            tag(index, known->summary.id);
            return known->summary.id;
        }
        tell(index, "training");
        TrainCallbacks callbacks = m_callbacks.training;
        callbacks.begun = [&](const std::string& id, const std::string& name) {
            tag(index, id);
            if (m_callbacks.training.begun)
                m_callbacks.training.begun(id, name);
        };
        TrainRequest request;
        if (known && canGoOn(*known)) {
            request.resume = known->summary.id;
        } else {
            request = {m_plan.recipe, {}, m_runs[index].overrides};
            if (!adapter.empty())
                request.overrides.push_back("method.adapter=" + quoted(adapter));
        }
        const auto control = std::make_shared<TrainControl>();
        const std::stop_callback onStop(m_stop, [&] { control->stop(); }); // with a checkpoint
        if (m_callbacks.starting)
            m_callbacks.starting(request, control);
        const TrainResult result = m_engine.train(request, callbacks, control.get());
        if (m_callbacks.trained)
            m_callbacks.trained(result);
        if (result.status != TrainStatus::Finished)
            throw Error(ErrorCode::Cancelled, result.runId, "the sweep was stopped");
        return result.runId;
    }

    std::vector<TaskResult> measured(size_t index, const std::string& id, bool withBase)
    {
        tell(index, "measuring");
        const auto settings = recipeSettings(m_library.find(id).summary.recipe);
        EvaluateRequest request;
        request.model.path = id;
        request.model.device = settingOf(settings, "train.device");
        request.model.dtype = settingOf(settings, "train.dtype");
        request.model.threads = std::atoll(settingOf(settings, "train.threads").c_str());
        request.suite = m_plan.suite;
        request.data = m_plan.data;
        request.limit = m_plan.limit;
        request.known = true;
        if (withBase || m_runs[index].blends) // the ends of its way are base and tuned
            request.branches.push_back(Branch::Base);
        const bool siamese = settingOf(settings, "method.siamese") == "true";
        request.branches.push_back(siamese ? Branch::Interwoven : Branch::Tuned);
        if (m_runs[index].blends)
            for (const auto kind : {Blend::Kind::AdapterScale, Blend::Kind::LogitMix})
                std::ranges::copy(blendSweep(kind), std::back_inserter(request.blends));
        return m_engine.evaluate(request, m_callbacks.measuring, m_stop);
    }

    Engine& m_engine;
    RunLibrary& m_library;
    const SweepPlan& m_plan;
    const SweepCallbacks& m_callbacks;
    std::stop_token m_stop;
    std::vector<SweepRun> m_runs;
    std::vector<SweepAim> m_aims;
};

} // namespace

std::string sweepTag(const std::string& sweep)
{
    return "sweep:" + sweep;
}

std::string variantTag(const std::string& variant)
{
    return "variant:" + variant;
}

void checkSweep(const SweepPlan& plan)
{
    checkSuite(plan);
    aimsOf(plan);
}

std::vector<SweptRun> sweep(Engine& engine, RunLibrary& library, const SweepPlan& plan,
    const SweepCallbacks& callbacks, std::stop_token stop)
{
    return Sweeper(engine, library, plan, callbacks, std::move(stop)).work();
}

} // namespace interweave
