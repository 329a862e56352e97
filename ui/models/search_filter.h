// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSortFilterProxyModel>

namespace interweave::ui {

/// The rows, of runs or models, that a search finds, sorted as their column's type wants: texts as
/// people read them (run-2 before run-10), numbers and times as such.
class SearchFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit SearchFilter(QObject* parent = nullptr);

    /// Those that have every one of these words somewhere; empty: all.
    void setSearch(const QString& words);
    bool searches() const { return !m_words.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList m_words;
};

} // namespace interweave::ui
