// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/compare.h"

#include <QAbstractTableModel>

#include <vector>

namespace interweave::ui {

/// The token positions at which the three answers are not the same, at most kMostRows of them.
class PartingModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Position, BaseToken, TunedToken, InterwovenToken, BaseShare, ColumnCount };
    static constexpr int kMostRows = 200;

    using QAbstractTableModel::QAbstractTableModel;

    void show(const Comparison& comparison);
    void clear();
    /// "first difference at token 3", "no difference"; empty without a comparison.
    QString summary() const { return m_summary; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString tipOf(int column, int64_t token) const;

    Comparison m_comparison;
    std::vector<int64_t> m_positions;
    QString m_summary;
};

} // namespace interweave::ui
