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
    const auto anyHas = [&](std::optional<Estimate> RunOutcome::*figure) {
        return std::ranges::any_of(
            m_view.outcomes, [&](const RunOutcome& run) { return (run.*figure).has_value(); });
    };
    m_measures.clear();
    if (!m_view.outcomes.empty())
        m_measures = {TargetGain, AverageForgetting, Retained, WorstTask};
    if (anyHas(&RunOutcome::backwardTransfer))
        m_measures.insert(m_measures.end(), {BackwardTransfer, ForwardTransfer});
    if (anyHas(&RunOutcome::crossEntropyRise))
        m_measures.push_back(CrossEntropyRise);
    endResetModel();
}

int ForgettingSummary::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_measures.size());
}

int ForgettingSummary::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_view.outcomes.size());
}

QVariant ForgettingSummary::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Measure measure = m_measures[static_cast<size_t>(index.row())];
    const RunOutcome& run = m_view.outcomes[static_cast<size_t>(index.column())];
    if (role == Qt::DisplayRole)
        return text(run, measure);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return explanation(measure) + sequence(run, measure);
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
    if (section < 0 || section >= rowCount())
        return {};
    const Measure measure = m_measures[static_cast<size_t>(section)];
    if (role == Qt::ToolTipRole)
        return explanation(measure);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (measure) {
    case TargetGain: return tr("Target gain");
    case AverageForgetting: return tr("Forgetting");
    case Retained: return tr("Retention");
    case WorstTask: return tr("Worst task");
    case BackwardTransfer: return tr("Backward\ntransfer");
    case ForwardTransfer: return tr("Forward\ntransfer");
    case CrossEntropyRise: return tr("Text, nats");
    }
    return {};
}

QString ForgettingSummary::text(const RunOutcome& run, Measure measure) const
{
    const auto withInterval = [](const QString& figure, const std::optional<Estimate>& estimate,
                                  bool percent) {
        return estimate ? figure + QLatin1Char('\n') + ForgettingWords::interval(*estimate, percent)
                        : figure;
    };
    const auto change = [&](const std::optional<Estimate>& estimate, bool percent) {
        return withInterval(ForgettingWords::change(valueOf(estimate), percent), estimate, percent);
    };
    switch (measure) {
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
    case BackwardTransfer: return change(run.backwardTransfer, true);
    case ForwardTransfer: return change(run.forwardTransfer, true);
    case CrossEntropyRise: return change(run.crossEntropyRise, false);
    }
    return {};
}

QString ForgettingSummary::sequence(const RunOutcome& run, Measure measure)
{
    if (run.sequence.empty() || (measure != BackwardTransfer && measure != ForwardTransfer))
        return {};
    QStringList learned;
    for (const std::string& task : run.sequence)
        learned << QString::fromStdString(task);
    return tr(": %1").arg(learned.join(tr(", then ")));
}

QString ForgettingSummary::explanation(Measure measure)
{
    switch (measure) {
    case TargetGain: return tr("Points gained on the tasks that were learned, on average");
    case AverageForgetting: return tr("Points lost on all other tasks, on average");
    case Retained:
        return tr("Share of the base's score that is left on the tasks that were not learned, on "
                  "average");
    case WorstTask: return tr("The task that fell most, and by how many points");
    case BackwardTransfer:
        return tr(
            "Points that the tasks learned earlier moved by since each was learned, on average");
    case ForwardTransfer:
        return tr(
            "Points that the tasks learned later had moved by before each was learned, on average");
    case CrossEntropyRise:
        return tr("Rise of the cross-entropy on text tasks, in nats per token, on average");
    }
    return {};
}

} // namespace interweave::ui
