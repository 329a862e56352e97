// SPDX-License-Identifier: Apache-2.0
#include "ui/models/candidate_model.h"

#include "ui/models/trace_text.h"

#include <algorithm>

namespace interweave::ui {

void CandidateModel::setToken(const TokenTrace& token)
{
    beginResetModel();
    m_candidates = {token.base.top, token.tuned.top, token.interwoven.top};
    m_chosen = token.token.id;
    m_rows = 0;
    for (const auto& voice : m_candidates)
        m_rows = std::max(m_rows, static_cast<int>(voice.size()));
    endResetModel();
}

void CandidateModel::clear()
{
    beginResetModel();
    m_candidates = {};
    m_rows = 0;
    endResetModel();
}

int CandidateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int CandidateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant CandidateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& voice = m_candidates[static_cast<size_t>(index.column())];
    if (static_cast<size_t>(index.row()) >= voice.size())
        return {};
    const TokenCandidate& candidate = voice[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return quotedToken(candidate.text) + u' ' + shareFigure(candidate.probability);
    case Qt::ToolTipRole:
        return tr("%1 with probability %2 (token %3)")
            .arg(quotedToken(candidate.text), traceFigure(candidate.probability))
            .arg(candidate.id);
    case TextRole: return quotedToken(candidate.text);
    case ProbabilityRole: return shareFigure(candidate.probability);
    case ChosenRole: return candidate.id == m_chosen;
    default: return {};
    }
}

QVariant CandidateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    switch (section) {
    case Base: return tr("base");
    case Tuned: return tr("tuned");
    case Interwoven: return tr("mix");
    default: return {};
    }
}

} // namespace interweave::ui
