// SPDX-License-Identifier: Apache-2.0
#include "ui/models/pull_plan_model.h"

#include "core/support/number_text.h"
#include "ui/models/fetch_entry.h"
#include "ui/models/transfer_text.h"

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr qsizetype kCommitDigits = 7;

QString bytes(int64_t count)
{
    return QString::fromStdString(formatBytes(count));
}

/// A pattern that fits this path alone.
std::string patternOf(const std::string& path)
{
    std::string pattern;
    for (const char c : path)
        if (c == '*' || c == '?' || c == '[')
            pattern += {'[', c, ']'};
        else
            pattern += c;
    return pattern;
}

} // namespace

void PullPlanModel::setPlan(PullRequest request, PullPlan plan)
{
    beginResetModel();
    m_request = std::move(request);
    m_plan = std::move(plan);
    std::ranges::stable_partition(m_plan.files, &PlannedFile::wanted);
    m_ticked.clear();
    for (const PlannedFile& file : m_plan.files)
        m_ticked.push_back(file.wanted);
    endResetModel();
}

bool PullPlanModel::isAsPlanned() const
{
    for (size_t i = 0; i < m_ticked.size(); ++i)
        if (m_ticked[i] != m_plan.files[i].wanted)
            return false;
    return true;
}

PullRequest PullPlanModel::request() const
{
    PullRequest request = m_request;
    if (isAsPlanned())
        return request;
    request.include.clear();
    for (size_t i = 0; i < m_ticked.size(); ++i)
        if (m_ticked[i])
            request.include.push_back(patternOf(m_plan.files[i].path));
    return request;
}

int64_t PullPlanModel::chosenFiles() const
{
    return std::ranges::count(m_ticked, true);
}

int64_t PullPlanModel::bytesToFetch() const
{
    int64_t sum = 0;
    for (size_t i = 0; i < m_ticked.size(); ++i)
        sum += m_ticked[i] ? m_plan.files[i].bytesToFetch : 0;
    return sum;
}

QString PullPlanModel::summary() const
{
    const int64_t files = chosenFiles();
    const int64_t missing = bytesToFetch();
    return files == 0 ? tr("Nothing is ticked")
        : missing > 0 ? tr("%1, %2 to fetch").arg(filesText(files), bytes(missing))
                      : tr("%1, all here").arg(filesText(files));
}

QString PullPlanModel::details() const
{
    const QString commit
        = tr("commit %1").arg(QString::fromStdString(m_plan.commit).left(kCommitDigits));
    return m_plan.bytesFree < 0 ? commit : tr("%1 · %2 free").arg(commit, bytes(m_plan.bytesFree));
}

QString PullPlanModel::whyNot() const
{
    if (chosenFiles() == 0)
        return tr("Tick the files to fetch");
    if (m_plan.bytesFree >= 0 && bytesToFetch() > m_plan.bytesFree)
        return tr("There is no room: free are %1").arg(bytes(m_plan.bytesFree));
    return {};
}

QString PullPlanModel::advice() const
{
    const QString problem = QString::fromStdString(m_plan.problem);
    if (problem.isEmpty() || chosenFiles() > 0)
        return {};
    return problem.contains(QLatin1String("choose with --include"))
        ? tr("There are several to choose from: tick the one you want.")
        : inFormWords(problem);
}

int PullPlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_plan.files.size());
}

int PullPlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PullPlanModel::toolTip(const PlannedFile& file) const
{
    const QString path = QString::fromStdString(file.path);
    return file.pickle
        ? tr("%1\nA pickle, which can run code when it is read: never fetched").arg(path)
        : file.there ? tr("%1\nIt is here").arg(path)
                     : path;
}

QString PullPlanModel::sizeText(const PlannedFile& file) const
{
    return file.pickle ? tr("pickle") : file.there ? tr("here") : bytes(file.bytes);
}

QVariant PullPlanModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PlannedFile& file = m_plan.files[static_cast<size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return toolTip(file);
    if (index.column() == Size)
        return role == Qt::DisplayRole      ? QVariant(sizeText(file))
            : role == Qt::TextAlignmentRole ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                            : QVariant();
    if (role == Qt::DisplayRole)
        return QString::fromStdString(file.path);
    if (role == Qt::CheckStateRole && !file.pickle)
        return m_ticked[static_cast<size_t>(index.row())] ? Qt::Checked : Qt::Unchecked;
    return {};
}

bool PullPlanModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || index.column() != File || role != Qt::CheckStateRole
        || m_plan.files[static_cast<size_t>(index.row())].pickle)
        return false;
    m_ticked[static_cast<size_t>(index.row())] = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    return true;
}

Qt::ItemFlags PullPlanModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_plan.files[static_cast<size_t>(index.row())].pickle)
        return Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == File ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant PullPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == File ? tr("File") : tr("Size");
}

} // namespace interweave::ui
