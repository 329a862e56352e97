// SPDX-License-Identifier: Apache-2.0
#include "core/api/run_recorder.h"

#include "core/api/run_summary.h"
#include "core/data/json_lines.h"
#include "core/store/run_store.h"
#include "core/support/error.h"
#include "core/train/run.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace interweave {

namespace {

constexpr std::chrono::milliseconds kLongestDelay{250};

/// The figures of the run's log, a JSON object per step; their names there are the series' names.
std::vector<MetricPoint> loggedPoints(const std::filesystem::path& log)
{
    std::vector<MetricPoint> points;
    if (!std::filesystem::exists(log))
        return points;
    readJsonLines(log, {.skipBadLines = true}, [&](const JsonLine& line) {
        const auto step = line.value.find("step");
        if (step == line.value.end() || !step->is_number_integer())
            return;
        for (const auto& [name, value] : line.value.items())
            if (name != "step" && (value.is_number() || value.is_null())) // null: not finite
                points.push_back({name, step->get<int64_t>(),
                    value.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                    : value.get<double>()});
    });
    return points;
}

} // namespace

RunRecorder::RunRecorder(std::filesystem::path workspace, LogSink log)
    : m_workspace(std::move(workspace))
    , m_log(std::move(log))
{
}

RunRecorder::~RunRecorder() = default;

void RunRecorder::runChanged(const Run& run)
{
    attempt([&] {
        if (!m_begun)
            begin(run);
        flush();
        m_store->record(summarise(run));
    });
}

void RunRecorder::progress(const TrainProgress& progress)
{
    const auto add = [&](const char* series, double value) {
        m_points.push_back({series, progress.step, value});
    };
    add("epoch", static_cast<double>(progress.epoch));
    add("loss", progress.loss);
    add("learning_rate", progress.learningRate);
    add("gate_learning_rate", progress.gateLearningRate);
    add("gradient_norm", progress.gradientNorm);
    if (progress.gateMean && progress.gateStd) {
        add("gate_mean", *progress.gateMean);
        add("gate_std", *progress.gateStd);
    }
    add("tokens", static_cast<double>(progress.tokens));
    add("tokens_per_second", progress.tokensPerSecond);
    add("elapsed_seconds", progress.elapsedSeconds);
    if (Clock::now() - m_flushed >= kLongestDelay)
        attempt([&] { flush(); });
}

void RunRecorder::watched(const WatchedScores& scores)
{
    for (const TaskResult& result : scores.results)
        for (const MetricResult& metric : result.score.metrics) {
            const std::string series = "eval." + result.task + "." + metric.metric;
            m_points.push_back({series, scores.step, metric.estimate.value});
            m_points.push_back({series + ".low", scores.step, metric.estimate.low});
            m_points.push_back({series + ".high", scores.step, metric.estimate.high});
        }
    attempt([&] { flush(); });
}

template <class Work>
void RunRecorder::attempt(Work&& work)
{
    if (m_begun && !m_store)
        return; // it failed before
    try {
        work();
    } catch (const Error& error) {
        m_store.reset();
        m_begun = true;
        if (m_log)
            m_log(LogLevel::Warning,
                std::string("this run is kept in its folder only: ") + error.what());
    }
}

void RunRecorder::begin(const Run& run)
{
    m_store = std::make_unique<RunStore>(m_workspace);
    m_begun = true;
    m_run = run.info().id;
    m_store->record(summarise(run));
    m_store->forgetPointsAfter(m_run, run.info().step);
    m_store->addPoints(m_run, loggedPoints(run.logFile()));
}

void RunRecorder::flush()
{
    if (m_store && !m_points.empty())
        m_store->addPoints(m_run, m_points);
    m_points.clear();
    m_flushed = Clock::now();
}

} // namespace interweave
