// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/learning_points.h"

#include <QAbstractListModel>
#include <QSet>
#include <QStringList>

#include <vector>

namespace interweave::ui {

/// The runs that were evaluated, newest first, of which some are ticked.
class MeasuredRuns : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int kMostChosen = 8; // as many as a report takes and a chart can show

    using QAbstractListModel::QAbstractListModel;

    /// Oldest first, all runs. What is ticked stays so if it is still there.
    void setRuns(const std::vector<LearningPoint>& runs);
    bool has(const QString& run) const;

    /// Ids, oldest first.
    QStringList chosen() const;
    QStringList chosenLabels() const;
    /// Those of them that are here, kMostChosen at most. Says nothing: `picked` is what a person
    /// did.
    void choose(const QStringList& runs);
    /// The newest run and, of the same base model, the newest with a gate where that has none or
    /// without one where it has; else the newest other.
    QStringList defaultChoice() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void picked();

private:
    std::vector<LearningPoint> m_runs; // newest first
    QSet<QString> m_chosen;
};

} // namespace interweave::ui
