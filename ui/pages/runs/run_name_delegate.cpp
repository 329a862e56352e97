// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_name_delegate.h"

#include "ui/models/run_table_model.h"
#include "ui/pages/runs/run_dot.h"
#include "ui/widgets/theme.h"

namespace interweave::ui {

namespace {

QColor statusColour(const QString& status)
{
    if (status == u"failed" || status == u"interrupted" || status == u"missing")
        return colours().worse;
    if (status == u"running" || status == u"paused")
        return colours().interwoven;
    return colours().text;
}

} // namespace

void RunNameDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() == RunTableModel::Name) {
        if (const int place = index.data(RunTableModel::PlaceRole).toInt(); place >= 0) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = runDot(place);
            option->decorationSize = QSize(kRunDot, kRunDot);
        }
        option->font.setWeight(QFont::DemiBold);
    } else if (index.column() == RunTableModel::Status) {
        const QColor colour = statusColour(index.data(RunTableModel::StatusRole).toString());
        option->palette.setColor(QPalette::Text, colour);
        option->palette.setColor(QPalette::HighlightedText, colour);
    }
}

/// The whole cell but the dot: a row is just as high as a field.
void RunNameDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int dot = index.column() == RunTableModel::Name ? kRunDot + 12 : 0;
    editor->setGeometry(option.rect.adjusted(dot, 0, 0, 0));
}

} // namespace interweave::ui
