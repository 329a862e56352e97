// SPDX-License-Identifier: Apache-2.0
#include "ui/models/finding_model.h"

#include "core/support/number_text.h"

namespace interweave::ui {

void FindingModel::show(QVector<DataFinding> findings)
{
    beginResetModel();
    m_findings = std::move(findings);
    endResetModel();
}

int FindingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

int FindingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DataFinding& finding = m_findings[index.row()];
    if (role == Qt::TextAlignmentRole && index.column() == Line)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Line: return QString::fromStdString(formatCount(finding.line));
    case What: return finding.what;
    case Text: return finding.text;
    default: return {};
    }
}

QVariant FindingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Line: return tr("Line");
    case What: return tr("What is there");
    case Text: return tr("The row's end");
    default: return {};
    }
}

} // namespace interweave::ui
