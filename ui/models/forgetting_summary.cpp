// SPDX-License-Identifier: Apache-2.0
#include "ui/models/forgetting_summary.h"

#include "ui/models/forgetting_words.h"

#include <algorithm>

namespace interweave::ui {

namespace {

std::optional<double> valueOf(const std::optional<Estimate>& estimate)
{
    return estimate ? std::optional(estimate->value) : std::nullopt;
}

} // namespace

void ForgettingSummary::setView(ForgettingView view)
{
    beginResetModel();
    m_view = std::move(view);
    endResetModel();
}

int ForgettingSummary::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || m_view.outcomes.empty())
        return 0;
    const bool texts = std::ranges::any_of(
        m_view.outcomes, [](const RunOutcome& run) { return run.crossEntropyRise.has_value(); });
    return texts ? CrossEntropyRise + 1 : CrossEntropyRise;
}

int ForgettingSummary::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_view.outcomes.size());
}

QVariant ForgettingSummary::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(m_view.outcomes[static_cast<size_t>(index.column())], index.row());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return explanation(index.row());
    return {};
}

QVariant ForgettingSummary::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal) {
        if (section < 0 || section >= columnCount())
            return {};
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return QString::fromStdString(m_view.outcomes[static_cast<size_t>(section)].label);
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    }
    if (role == Qt::ToolTipRole)
        return explanation(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TargetGain: return tr("Target gain");
    case AverageForgetting: return tr("Forgetting");
    case Retained: return tr("Retention");
    case WorstTask: return tr("Worst task");
    case CrossEntropyRise: return tr("Text, nats");
    default: return {};
    }
}

QString ForgettingSummary::text(const RunOutcome& run, int row) const
{
    const auto withInterval = [](const QString& figure, const std::optional<Estimate>& estimate,
                                  bool percent) {
        return estimate ? figure + QLatin1Char('\n') + ForgettingWords::interval(*estimate, percent)
                        : figure;
    };
    const auto change = [&](const std::optional<Estimate>& estimate, bool percent) {
        return withInterval(ForgettingWords::change(valueOf(estimate), percent), estimate, percent);
    };
    switch (row) {
    case TargetGain: return change(run.targetGain, true);
    case AverageForgetting:
        return withInterval(ForgettingWords::figure(valueOf(run.averageForgetting), true),
            run.averageForgetting, true);
    case Retained: {
        const QString kept = ForgettingWords::figure(valueOf(run.meanKept), true);
        return withInterval(run.meanKept ? tr("%1 %").arg(kept) : kept, run.meanKept, true);
    }
    case WorstTask: {
        if (!run.worst)
            return ForgettingWords::figure({}, true);
        const TaskOutcome& worst = run.changes[*run.worst];
        const Estimate& fall = worst.retention.change;
        return withInterval(
            QStringLiteral("%1 %2").arg(QString::fromStdString(m_view.tasks[worst.task].label),
                ForgettingWords::change(fall.value, true)),
            fall, true);
    }
    default: return change(run.crossEntropyRise, false);
    }
}

QString ForgettingSummary::explanation(int row)
{
    switch (row) {
    case TargetGain: return tr("Points gained on the tasks that were learned, on average");
    case AverageForgetting: return tr("Points lost on all other tasks, on average");
    case Retained:
        return tr("Share of the base's score that is left on the tasks that were not learned, on "
                  "average");
    case WorstTask: return tr("The task that fell most, and by how many points");
    default: return tr("Rise of the cross-entropy on text tasks, in nats per token, on average");
    }
}

} // namespace interweave::ui
