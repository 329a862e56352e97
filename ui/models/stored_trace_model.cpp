// SPDX-License-Identifier: Apache-2.0
#include "ui/models/stored_trace_model.h"

#include "ui/models/trace_text.h"

#include <QDateTime>
#include <QLocale>

namespace interweave::ui {

namespace {

QString localTime(const std::string& iso)
{
    const QString text = QString::fromStdString(iso);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    return time.isValid()
        ? QLocale().toString(time.toLocalTime(), QStringLiteral("d MMM yyyy HH:mm"))
        : text;
}

} // namespace

std::vector<StoredTrace> storedTraces(std::vector<StoredSample> samples)
{
    std::vector<StoredTrace> traces;
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample)
        if (sample->trace && !sample->trace->answer.empty())
            traces.push_back({localTime(sample->created), QString::fromStdString(sample->prompt),
                std::make_shared<const Trace>(std::move(*sample->trace))});
    return traces;
}

void StoredTraceModel::setTraces(std::vector<StoredTrace> traces)
{
    beginResetModel();
    m_traces = std::move(traces);
    endResetModel();
}

int StoredTraceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_traces.size());
}

int StoredTraceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant StoredTraceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StoredTrace& trace = at(index.row());
    if (role == Qt::ToolTipRole && index.column() == Prompt)
        return trace.prompt.left(1000);
    if (role == Qt::TextAlignmentRole && index.column() == Tokens)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Created: return trace.created;
    case Tokens: return static_cast<int>(trace.trace->answer.size());
    case Prompt: return visibleText(trace.prompt);
    default: return {};
    }
}

QVariant StoredTraceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && section == Tokens)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Created: return tr("Kept");
    case Tokens: return tr("Tokens");
    case Prompt: return tr("Prompt");
    default: return {};
    }
}

} // namespace interweave::ui
