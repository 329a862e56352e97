// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sweep_run_model.h"

#include "ui/models/watched_rows.h"

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

const MetricResult* mainMetric(const TaskResult& result)
{
    return result.score.metrics.empty() ? nullptr : &result.score.metrics.front();
}

QString scoreText(const TaskResult& result)
{
    const MetricResult* const metric = mainMetric(result);
    return metric ? metricFigure(metric->metric, metric->estimate.value) : QString(QChar(0x2013));
}

} // namespace

void SweepRunModel::setRuns(const QString& name, std::vector<SweepRunState> runs)
{
    m_name = name;
    const bool same = runs.size() == m_runs.size();
    if (!same)
        beginResetModel();
    m_runs = std::move(runs);
    if (!same)
        endResetModel();
    else if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, Figure, Figure);
}

int SweepRunModel::done() const
{
    return static_cast<int>(std::ranges::count(m_runs, SweepStage::Done, &SweepRunState::stage));
}

int SweepRunModel::failed() const
{
    return static_cast<int>(std::ranges::count(m_runs, SweepStage::Failed, &SweepRunState::stage));
}

void SweepRunModel::setProgress(const SweepProgress& progress)
{
    const int before = std::exchange(m_at, static_cast<int>(progress.run));
    m_phase = QString::fromStdString(progress.phase);
    m_step = m_steps = 0;
    if (before != m_at)
        rowChanged(before);
    rowChanged(m_at);
}

void SweepRunModel::setStep(int64_t step, int64_t steps)
{
    m_step = step;
    m_steps = steps;
    rowChanged(m_at);
}

void SweepRunModel::setIdle()
{
    m_phase.clear();
    rowChanged(std::exchange(m_at, -1));
}

void SweepRunModel::rowChanged(int row)
{
    if (row >= 0 && row < rowCount())
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

QString SweepRunModel::runId(int row) const
{
    return row < 0 || row >= rowCount()
        ? QString()
        : QString::fromStdString(m_runs[static_cast<size_t>(row)].run);
}

QStringList SweepRunModel::runIds() const
{
    QStringList ids;
    for (const SweepRunState& run : m_runs)
        if (run.stage == SweepStage::Done || run.stage == SweepStage::Trained)
            ids << QString::fromStdString(run.run);
    return ids;
}

int SweepRunModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int SweepRunModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SweepRunModel::nameText(int row) const
{
    const QString name = QString::fromStdString(m_runs[static_cast<size_t>(row)].planned.name);
    const QString prefix = m_name + ' ';
    return name.startsWith(prefix) ? name.mid(prefix.size()) : name;
}

QString SweepRunModel::stateText(int row) const
{
    const auto share = [this](const QString& word) {
        return m_steps > 0 ? tr("%1 %2 %").arg(word).arg(100 * m_step / m_steps) : word;
    };
    if (row == m_at && m_phase == u"training")
        return share(tr("training"));
    if (row == m_at && m_phase == u"measuring")
        return share(tr("measuring"));
    if (row == m_at && m_phase == u"done")
        return tr("done");
    const SweepRunState& run = m_runs[static_cast<size_t>(row)];
    switch (run.stage) {
    case SweepStage::Waiting: return tr("waiting");
    case SweepStage::Training: return tr("training");
    case SweepStage::Stopped:
        return run.steps > 0 ? tr("stopped at %1 %").arg(100 * run.step / run.steps)
                             : tr("stopped");
    case SweepStage::Trained: return tr("to be measured");
    case SweepStage::Done: return tr("done");
    case SweepStage::Failed: return tr("failed");
    }
    return {};
}

QString SweepRunModel::figureText(int row) const
{
    const SweepRunState& run = m_runs[static_cast<size_t>(row)];
    return run.results.empty() ? QString(QChar(0x2013)) : scoreText(run.results.front());
}

QString SweepRunModel::toolTip(int row, int column) const
{
    const SweepRunState& run = m_runs[static_cast<size_t>(row)];
    QStringList lines;
    if (column == Figure)
        for (const TaskResult& result : run.results)
            if (const MetricResult* const metric = mainMetric(result))
                lines << QStringLiteral("%1, %2: %3")
                             .arg(QString::fromStdString(result.task),
                                 QString::fromStdString(metric->metric), scoreText(result));
    if (column == State && run.stage == SweepStage::Failed)
        lines << QString::fromStdString(run.error);
    if (column == Run) {
        lines << QString::fromStdString(run.planned.name);
        for (const std::string& setting : run.planned.overrides)
            if (!setting.starts_with("name="))
                lines << QString::fromStdString(setting);
    }
    return lines.join('\n');
}

QVariant SweepRunModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::ToolTipRole)
        return toolTip(index.row(), index.column());
    if (role == Qt::TextAlignmentRole && index.column() == Figure)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Run: return nameText(index.row());
    case State: return stateText(index.row());
    case Figure: return figureText(index.row());
    default: return {};
    }
}

QVariant SweepRunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == Run)
        return tr("Run");
    if (section == State)
        return tr("State");
    for (const SweepRunState& run : m_runs)
        if (!run.results.empty())
            if (const MetricResult* const metric = mainMetric(run.results.front()))
                return QString::fromStdString(run.results.front().task + " " + metric->metric);
    return tr("Score");
}

} // namespace interweave::ui
