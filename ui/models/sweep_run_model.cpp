// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sweep_run_model.h"

#include "ui/models/watched_rows.h"

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr const char* kName = "name="; // which the run's own name stands for

const MetricResult* mainMetric(const TaskResult& result)
{
    return result.score.metrics.empty() ? nullptr : &result.score.metrics.front();
}

/// Without the recipe's section where the rest says it.
QString shortened(QString setting)
{
    for (const QLatin1StringView section :
        {QLatin1StringView("method."), QLatin1StringView("train.")})
        if (setting.startsWith(section))
            return setting.mid(section.size());
    return setting;
}

QString scoreText(const TaskResult& result)
{
    const MetricResult* const metric = mainMetric(result);
    return metric ? metricFigure(metric->metric, metric->estimate.value) : QString(QChar(0x2013));
}

} // namespace

void SweepRunModel::setRuns(const QString& name, std::vector<SweepRunState> runs)
{
    const bool same = runs.size() == m_runs.size();
    if (!same)
        beginResetModel();
    if (name != m_name)
        m_failures.clear();
    m_name = name;
    m_runs = std::move(runs);
    std::erase_if(
        m_failures, [this](const auto& failure) { return !canHaveFailed(failure.first); });
    m_task = trainedTask(m_runs);
    m_common.clear();
    if (!m_runs.empty())
        for (const std::string& setting : m_runs.front().planned.overrides)
            if (std::ranges::all_of(m_runs, [&](const SweepRunState& run) {
                    return std::ranges::count(run.planned.overrides, setting) > 0;
                }))
                m_common.insert(setting);
    if (!same)
        endResetModel();
    else if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, Figure, Figure);
}

/// Whether the run is there and nobody has finished it.
bool SweepRunModel::canHaveFailed(const std::string& name) const
{
    return std::ranges::any_of(m_runs, [&](const SweepRunState& run) {
        return run.planned.name == name && run.stage != SweepStage::Done;
    });
}

int SweepRunModel::done() const
{
    return static_cast<int>(std::ranges::count(m_runs, SweepStage::Done, &SweepRunState::stage));
}

void SweepRunModel::setProgress(const SweepProgress& progress)
{
    const int before = std::exchange(m_at, static_cast<int>(progress.run));
    m_failures.erase(progress.name);
    if (progress.error)
        m_failures[progress.name] = QString::fromUtf8(progress.error->what());
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
    QString name = QString::fromStdString(m_runs[static_cast<size_t>(row)].planned.name);
    const QString prefix = m_name + ' ';
    if (name.startsWith(prefix))
        name.remove(0, prefix.size());
    return name.replace(QStringLiteral("learning_rate="), QStringLiteral("lr="));
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
    if (m_failures.contains(run.planned.name))
        return tr("failed");
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

const TaskResult* SweepRunModel::mainResult(const SweepRunState& run) const
{
    const auto found = std::ranges::find(run.results, m_task, &TaskResult::task);
    return found == run.results.end() ? nullptr : &*found;
}

QString SweepRunModel::figureText(int row) const
{
    const TaskResult* const result = mainResult(m_runs[static_cast<size_t>(row)]);
    return result ? scoreText(*result) : QString(QChar(0x2013));
}

QString SweepRunModel::settingsText(int row) const
{
    QStringList settings;
    const SweepRun& planned = m_runs[static_cast<size_t>(row)].planned;
    if (planned.adapterOf)
        settings << tr("the adapter of %1")
                        .arg(QString::fromStdString(m_runs[*planned.adapterOf].planned.variant));
    for (const std::string& setting : planned.overrides)
        if (!setting.starts_with(kName) && !m_common.contains(setting))
            settings << shortened(QString::fromStdString(setting));
    return settings.isEmpty() ? QString(QChar(0x2013)) : settings.join(QStringLiteral("  "));
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
    const auto failure = m_failures.find(run.planned.name);
    if (column == State && failure != m_failures.end())
        lines << failure->second;
    else if (column == State && run.stage == SweepStage::Failed)
        lines << QString::fromStdString(run.error);
    if (column == Run || column == Settings) {
        lines << QString::fromStdString(run.planned.name);
        for (const std::string& setting : run.planned.overrides)
            if (!setting.starts_with(kName))
                lines << QString::fromStdString(setting);
        if (run.planned.adapterOf)
            lines << tr("the adapter of %1")
                         .arg(QString::fromStdString(m_runs[*run.planned.adapterOf].planned.name));
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
    case Settings: return settingsText(index.row());
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
    if (section == Settings)
        return tr("Sets");
    for (const SweepRunState& run : m_runs)
        if (const TaskResult* const result = mainResult(run))
            if (const MetricResult* const metric = mainMetric(*result))
                return QString::fromStdString(result->task + " " + metric->metric);
    return tr("Score");
}

} // namespace interweave::ui
