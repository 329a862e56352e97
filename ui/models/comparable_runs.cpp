// SPDX-License-Identifier: Apache-2.0
#include "ui/models/comparable_runs.h"

#include <QRegularExpression>

#include <algorithm>

namespace interweave::ui {

namespace {

bool wantsGate(const RunSummary& run)
{
    static const QRegularExpression siamese(QStringLiteral("\\bsiamese:\\s*true\\b"));
    return siamese.match(QString::fromStdString(run.recipe)).hasMatch();
}

bool hasVoices(const RunSummary& run)
{
    return run.status != "missing" && (!run.gateHash.empty() || (wantsGate(run) && run.step > 0));
}

} // namespace

std::vector<ComparableRun> comparableRuns(
    const std::vector<StoredRun>& runs, const QString& trainingId, const QString& trainingName)
{
    std::vector<ComparableRun> found;
    bool trainingWithoutGate = false;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        const RunSummary& summary = run->summary;
        const QString id = QString::fromStdString(summary.id);
        if (id == trainingId)
            trainingWithoutGate = !wantsGate(summary) && summary.gateHash.empty();
        else if (hasVoices(summary))
            found.push_back({id, QString::fromStdString(summary.name), false});
    }
    if (!trainingId.isEmpty() && !trainingWithoutGate)
        found.insert(found.begin(), {trainingId, trainingName, true});
    return found;
}

} // namespace interweave::ui
