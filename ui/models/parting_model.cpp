// SPDX-License-Identifier: Apache-2.0
#include "ui/models/parting_model.h"

#include "core/support/number_text.h"
#include "ui/models/comparison_text.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace interweave::ui {

namespace {

/// All token positions at which the ids differ; one that has ended differs from one that has not.
std::vector<int64_t> partings(const Comparison& comparison)
{
    const auto& [base, tuned, interwoven]
        = std::tie(comparison.base.ids, comparison.tuned.ids, comparison.interwoven.ids);
    const auto at = [](const std::vector<int32_t>& ids, size_t token) {
        return token < ids.size() ? ids[token] : -1;
    };
    std::vector<int64_t> positions;
    for (size_t i = 0; i < std::max({base.size(), tuned.size(), interwoven.size()}); ++i)
        if (at(base, i) != at(tuned, i) || at(base, i) != at(interwoven, i))
            positions.push_back(static_cast<int64_t>(i));
    return positions;
}

const GeneratedToken* tokenAt(const Generation& answer, int64_t token)
{
    return token < static_cast<int64_t>(answer.tokens.size())
        ? &answer.tokens[static_cast<size_t>(token)]
        : nullptr;
}

} // namespace

void PartingModel::show(const Comparison& comparison)
{
    beginResetModel();
    m_comparison = comparison;
    m_positions = partings(comparison);
    if (m_positions.empty())
        m_summary = tr("no difference");
    else if (m_positions.size() > kMostRows)
        m_summary = tr("first difference at token %1 · the first %2 of %3 rows")
                        .arg(m_positions.front() + 1)
                        .arg(kMostRows)
                        .arg(m_positions.size());
    else
        m_summary = tr("first difference at token %1").arg(m_positions.front() + 1);
    m_positions.resize(std::min<size_t>(m_positions.size(), kMostRows));
    endResetModel();
}

void PartingModel::clear()
{
    beginResetModel();
    m_comparison = {};
    m_positions.clear();
    m_summary.clear();
    endResetModel();
}

int PartingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_positions.size());
}

int PartingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PartingModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int64_t token = m_positions[static_cast<size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return index.column() == Position || index.column() == BaseShare
            ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return tipOf(index.column(), token);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Position: return QString::number(token + 1);
    case BaseToken: return tokenText(m_comparison.base, token);
    case TunedToken: return tokenText(m_comparison.tuned, token);
    case InterwovenToken: return tokenText(m_comparison.interwoven, token);
    case BaseShare: {
        const GeneratedToken* const said = tokenAt(m_comparison.interwoven, token);
        return said && said->baseShare >= 0.0
            ? QString::fromStdString(formatFixed(said->baseShare, 2))
            : QStringLiteral("–");
    }
    }
    return {};
}

QString PartingModel::tipOf(int column, int64_t token) const
{
    const Generation* const answer = column == BaseToken ? &m_comparison.base
        : column == TunedToken                           ? &m_comparison.tuned
        : column == InterwovenToken                      ? &m_comparison.interwoven
                                                         : nullptr;
    const GeneratedToken* const said = answer ? tokenAt(*answer, token) : nullptr;
    return said ? tr("id %1, probability %2")
                      .arg(said->id)
                      .arg(QString::fromStdString(formatNumber(std::exp(said->logprob))))
                : QString();
}

QVariant PartingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Position || section == BaseShare
            ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == BaseShare)
        return tr("How much of the interwoven token came from the base memory: 1 all, 0 nothing");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Position: return tr("Token");
    case BaseToken: return tr("base");
    case TunedToken: return tr("tuned");
    case InterwovenToken: return tr("interwoven");
    case BaseShare: return tr("base share");
    }
    return {};
}

} // namespace interweave::ui
