// SPDX-License-Identifier: Apache-2.0
#include "core/api/run_recorder.h"

#include "core/api/evaluation_keeper.h"
#include "core/api/result_origin.h"
#include "core/api/run_summary.h"
#include "core/store/run_store.h"
#include "core/support/error.h"
#include "core/train/event_file.h"
#include "core/train/run.h"
#include "core/train/step_log.h"

namespace interweave {

namespace {

constexpr std::chrono::milliseconds kLongestDelay{250};

} // namespace

RunRecorder::RunRecorder(std::filesystem::path workspace, LogSink log)
    : m_workspace(std::move(workspace))
    , m_log(std::move(log))
{
}

RunRecorder::~RunRecorder() = default;

void RunRecorder::runChanged(const Run& run)
{
    if (m_run.empty()) {
        m_run = run.info().id;
        m_model = run.info().model;
        try {
            m_events = std::make_unique<EventFile>(run.events(), run.info().step);
        } catch (const Error& error) {
            warn("no TensorBoard files of this run", error);
        }
    }
    attempt([&] {
        if (!m_begun)
            begin(run);
        flush();
        m_store->record(summarise(run));
    });
}

void RunRecorder::progress(const TrainProgress& progress)
{
    const std::vector<MetricPoint> figures = figuresOf(progress);
    m_points.insert(m_points.end(), figures.begin(), figures.end());
    addEvent(figures);
    if (Clock::now() - m_flushed >= kLongestDelay)
        attempt([&] { flush(); });
}

EvaluationLog* RunRecorder::watchLog(const SiameseModel& model, int64_t step, Branch branch)
{
    m_keeper.reset();
    if (!m_store)
        return nullptr;
    const ResultOrigin origin = originOf(model, m_run, m_model, {});
    m_keeper = std::make_unique<EvaluationKeeper>(*m_store, origin, std::vector{branch},
        EvaluationKeeper::Options{step, TakeUp::FinishedToo, m_log});
    return &m_keeper->log();
}

void RunRecorder::watched(const WatchedScores& scores)
{
    std::vector<MetricPoint> points;
    for (const TaskResult& result : scores.results) {
        if (m_keeper)
            m_keeper->finish(result);
        for (const MetricResult& metric : result.score.metrics) {
            const std::string series = "eval." + result.task + "." + metric.metric;
            points.push_back({series, scores.step, metric.estimate.value});
            points.push_back({series + ".low", scores.step, metric.estimate.low});
            points.push_back({series + ".high", scores.step, metric.estimate.high});
        }
    }
    m_keeper.reset();
    m_points.insert(m_points.end(), points.begin(), points.end());
    addEvent(points);
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
        m_keeper.reset();
        m_store.reset();
        m_begun = true;
        warn("this run is kept in its folder only", error);
    }
}

void RunRecorder::addEvent(const std::vector<MetricPoint>& points)
{
    if (!m_events)
        return;
    try {
        m_events->append(points);
    } catch (const Error& error) {
        m_events.reset();
        warn("TensorBoard's files of this run end here", error);
    }
}

void RunRecorder::warn(const std::string& what, const Error& error)
{
    if (m_log)
        m_log(LogLevel::Warning, what + ": " + error.what());
}

void RunRecorder::begin(const Run& run)
{
    m_store = std::make_unique<RunStore>(m_workspace);
    m_begun = true;
    m_store->record(summarise(run));
    m_store->forgetAfter(m_run, run.info().step);
    m_store->addPoints(m_run, StepLog::read(run.logFile()));
}

void RunRecorder::flush()
{
    if (m_store && !m_points.empty())
        m_store->addPoints(m_run, m_points);
    m_points.clear();
    m_flushed = Clock::now();
}

} // namespace interweave
