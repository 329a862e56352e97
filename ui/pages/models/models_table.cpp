// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/models_table.h"

#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 28;
/// What each column needs; the name and the state share what is over.
constexpr std::array<int, ModelTableModel::ColumnCount> kWidths{258, 84, 76, 138, 86, 50};
constexpr double kNameShare = 0.6;

/// Names stand out, and a state's colour says whether it can be used.
class ModelDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() == ModelTableModel::Name) {
            option->font.setWeight(QFont::DemiBold);
            option->textElideMode = Qt::ElideMiddle;
        } else if (index.column() == ModelTableModel::State) {
            const QColor colour = stateColour(index.data(ModelTableModel::StateRole).toInt());
            option->palette.setColor(QPalette::Text, colour);
            option->palette.setColor(QPalette::HighlightedText, colour);
        }
    }

private:
    static QColor stateColour(int state)
    {
        if (state < 0)
            return colours().interwoven;
        switch (static_cast<ModelState>(state)) {
        case ModelState::Ready: return colours().better;
        case ModelState::Unfinished: return colours().tuned;
        case ModelState::Problem: return colours().worse;
        }
        return colours().text;
    }
};

} // namespace

ModelsTable::ModelsTable(ModelTableModel& model, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(QStringLiteral("modelsTable"));
    setAccessibleName(tr("Models and data sets on this machine"));
    m_filter.setSourceModel(&model);
    setModel(&m_filter);
    setItemDelegate(new ModelDelegate(this));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(48);
    setSortingEnabled(true);
    sortByColumn(ModelTableModel::Name, Qt::AscendingOrder);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &ModelsTable::restoreChoice);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = selectionModel()->selectedRows();
        m_chosen
            = rows.isEmpty() ? QString() : rows.front().data(ModelTableModel::KeyRole).toString();
        Q_EMIT chosenChanged();
    });
}

/// A reset takes the selection away without a word.
void ModelsTable::restoreChoice()
{
    const QString before = m_chosen;
    choose(before);
    if (selectionModel()->hasSelection())
        return;
    m_chosen.clear();
    if (!before.isEmpty())
        Q_EMIT chosenChanged();
}

void ModelsTable::setSearch(const QString& words)
{
    m_search = words.trimmed();
    m_filter.setSearch(words);
    viewport()->update();
}

QString ModelsTable::chosen() const
{
    return m_chosen;
}

void ModelsTable::choose(const QString& key)
{
    if (m_filter.rowCount() == 0)
        return;
    const QModelIndexList found
        = m_filter.match(m_filter.index(0, 0), ModelTableModel::KeyRole, key, 1, Qt::MatchExactly);
    if (!found.isEmpty())
        selectionModel()->setCurrentIndex(
            found.front(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void ModelsTable::fitColumns()
{
    int least = 0;
    for (const int width : kWidths)
        least += width;
    const int over = std::max(0, viewport()->width() - least);
    const int forName = static_cast<int>(over * kNameShare);
    for (int column = 0; column < ModelTableModel::ColumnCount; ++column) {
        const int more = column == ModelTableModel::Name ? forName
            : column == ModelTableModel::State           ? over - forName
                                                         : 0;
        setColumnWidth(column, kWidths[static_cast<size_t>(column)] + more);
    }
}

void ModelsTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void ModelsTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_filter.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(colours().secondary);
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
        m_search.isEmpty() ? tr("Looking into the cache…")
                           : tr("Nothing here has “%1”").arg(m_search));
}

} // namespace interweave::ui
