// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace interweave::ui {

/// The files that the hub has of a repository, those that are wanted ticked and above the others,
/// and what the ticked ones come to. Pickles cannot be ticked.
class PullPlanModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { File, Size, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// request: that `plan` is the answer to.
    void setPlan(PullRequest request, PullPlan plan);

    /// For the ticked files: as it was where the ticks are the plan's own, else naming each.
    PullRequest request() const;
    int64_t chosenFiles() const;
    int64_t bytesToFetch() const;
    /// "3 files, 258 MiB to fetch", "nothing is ticked" …
    QString summary() const;
    /// The commit and the room on the disk.
    QString details() const;
    /// Why the ticked files cannot be fetched; empty: they can.
    QString whyNot() const;
    /// What the person is to know or to do first; empty: nothing.
    QString advice() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString sizeText(const PlannedFile& file) const;
    QString toolTip(const PlannedFile& file) const;
    bool isAsPlanned() const;

    PullRequest m_request;
    PullPlan m_plan; // its files sorted
    std::vector<bool> m_ticked;
};

} // namespace interweave::ui
