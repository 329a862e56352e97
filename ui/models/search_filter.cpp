// SPDX-License-Identifier: Apache-2.0
#include "ui/models/search_filter.h"

#include "ui/models/run_table_model.h"

#include <QDateTime>

#include <algorithm>

namespace interweave::ui {

namespace {

/// The number that begins at `at`, without leading zeros; moves `at` behind it.
QStringView takeNumber(const QString& text, qsizetype& at)
{
    while (at < text.size() && text[at] == u'0')
        ++at;
    const qsizetype begin = at;
    while (at < text.size() && text[at].isDigit())
        ++at;
    return QStringView(text).mid(begin, at - begin);
}

/// Numbers inside by their value, letters without regard to case. (QCollator's numeric mode needs
/// ICU and a locale that is not C.)
bool comesBefore(const QString& a, const QString& b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView left = takeNumber(a, i);
            const QStringView right = takeNumber(b, j);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (left != right)
                return left < right;
            continue;
        }
        const QChar left = a[i++].toCaseFolded();
        const QChar right = b[j++].toCaseFolded();
        if (left != right)
            return left < right;
    }
    return i == a.size() && j < b.size();
}

} // namespace

SearchFilter::SearchFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(RunTableModel::SortRole);
}

void SearchFilter::setSearch(const QString& words)
{
    const QStringList wanted = words.toLower().split(u' ', Qt::SkipEmptyParts);
    if (wanted == m_words)
        return;
    m_words = wanted;
    invalidateFilter();
}

bool SearchFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text
        = sourceModel()->index(row, 0, parent).data(RunTableModel::SearchRole).toString();
    return std::all_of(
        m_words.begin(), m_words.end(), [&](const QString& word) { return text.contains(word); });
}

bool SearchFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(RunTableModel::SortRole);
    const QVariant b = right.data(RunTableModel::SortRole);
    switch (a.typeId()) {
    case QMetaType::LongLong: return a.toLongLong() < b.toLongLong();
    case QMetaType::QDateTime: return a.toDateTime() < b.toDateTime();
    default: return comesBefore(a.toString(), b.toString());
    }
}

} // namespace interweave::ui
