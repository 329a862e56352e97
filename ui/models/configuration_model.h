// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/recipe_fields.h"

#include <QAbstractTableModel>
#include <QIcon>

namespace interweave::ui {

/// A run whose configuration is laid beside others'.
struct ConfiguredRun {
    QString name;
    QIcon mark; // before its name
    QVector<RecipeField> fields;
};

/// A key and what it is in each run; empty: the run has none.
struct ConfigurationRow {
    QString key;
    QStringList values;

    bool operator==(const ConfigurationRow&) const = default;
};

/// Keys in the order in which the runs first have them. Of several runs only where they differ; of
/// one all.
QVector<ConfigurationRow> configurationDifference(const QVector<ConfiguredRun>& runs);

/// configurationDifference as a table: the key, then a column for each run.
class ConfigurationModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(QVector<ConfiguredRun> runs);
    /// What the headings say where there is no room for the whole names, which stay as tool tips.
    void setShortNames(QStringList names);
    const QVector<ConfigurationRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVector<ConfiguredRun> m_runs;
    QStringList m_shortNames;
    QVector<ConfigurationRow> m_rows;
};

} // namespace interweave::ui
