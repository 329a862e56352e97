// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/sweep_check.h"

#include "core/api/sweep.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kDebounceMs = 200;

} // namespace

SweepCheck::SweepCheck(Services& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_debounce(new QTimer(this))
{
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounceMs);
    connect(m_debounce, &QTimer::timeout, this, &SweepCheck::ask);
}

void SweepCheck::check(Maker maker)
{
    cancel();
    m_maker = std::move(maker);
    m_valid = false;
    m_problem.clear();
    m_secondsOfOne.reset();
    m_debounce->start();
}

void SweepCheck::refuse(const QString& why)
{
    cancel();
    m_valid = false;
    m_problem = why;
    m_runs.clear();
    Q_EMIT checked();
}

void SweepCheck::cancel()
{
    m_debounce->stop();
    ++m_asked;
    m_services.engine.cancel(std::exchange(m_estimate, 0));
}

void SweepCheck::ask()
{
    m_services.library.ask(
        this,
        [maker = m_maker](const RunLibrary& library) {
            Found found{maker(), {}};
            checkSweep(found.plan);
            found.runs = sweepStates(library, found.plan);
            return found;
        },
        [this, asked = ++m_asked](const Outcome<Found>& outcome) {
            if (asked == m_asked)
                take(outcome);
        });
}

void SweepCheck::take(const Outcome<Found>& outcome)
{
    m_valid = outcome.ok();
    m_problem = outcome ? QString() : outcome.failure().text();
    m_runs.clear();
    if (outcome) {
        m_plan = outcome.value().plan;
        m_runs = outcome.value().runs;
        estimate();
    }
    Q_EMIT checked();
}

/// Of one run, by the speed of the newest one like it.
void SweepCheck::estimate()
{
    const std::vector<SweepRun> runs = runsOf(m_plan);
    const auto first = std::ranges::find_if(
        runs, [](const SweepRun& run) { return !run.adapterOf; }); // there always is one
    const TrainRequest request{m_plan.recipe, {}, first->overrides};
    m_estimate = m_services.engine.ask(
        this,
        [request](Engine& engine, std::stop_token stop) {
            return engine.estimate(request, std::move(stop));
        },
        [this, asked = m_asked](const Outcome<TrainEstimate>& outcome) {
            if (asked != m_asked || !outcome)
                return;
            m_secondsOfOne = outcome.value().seconds;
            Q_EMIT checked();
        });
}

} // namespace interweave::ui
