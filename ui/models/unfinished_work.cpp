// SPDX-License-Identifier: Apache-2.0
#include "ui/models/unfinished_work.h"

#include <QCoreApplication>

#include <algorithm>
#include <ranges>

namespace interweave::ui {

namespace {

/// The translations' context.
class UnfinishedWords {
    Q_DECLARE_TR_FUNCTIONS(UnfinishedWords)
};

bool canGoOn(const KeptSweep& sweep)
{
    return !sweep.runs.empty() && !sweep.isDone()
        && std::ranges::count(sweep.runs, SweepStage::Training, &SweepRunState::stage) == 0;
}

} // namespace

std::optional<UnfinishedWork> unfinishedWork(
    const std::vector<StoredRun>& runs, const std::vector<KeptSweep>& sweeps)
{
    if (!sweeps.empty() && canGoOn(sweeps.front())) {
        const KeptSweep& sweep = sweeps.front();
        return UnfinishedWork{{}, sweep.plan,
            UnfinishedWords::tr("The sweep %1 was left with %2 of its %3 runs done.")
                .arg(QString::fromStdString(sweep.name))
                .arg(sweep.done())
                .arg(sweep.runs.size())};
    }
    for (const StoredRun& stored : runs | std::views::reverse) {
        const RunSummary& run = stored.summary;
        if (run.status != "interrupted")
            continue;
        return UnfinishedWork{QString::fromStdString(run.id), {},
            UnfinishedWords::tr("%1 was cut off at step %2 of %3.")
                .arg(QString::fromStdString(run.name.empty() ? run.id : run.name))
                .arg(run.step)
                .arg(run.steps)};
    }
    return std::nullopt;
}

} // namespace interweave::ui
