// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/card_column.h"

#include <QScrollBar>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kGap = 12;
constexpr int kScrollBarWidth = 10; // as the style sheet says

} // namespace

CardColumn::CardColumn(const QVector<QWidget*>& cards, QWidget* parent, Side side, int width)
    : QScrollArea(parent)
{
    const int gap = side == Side::Left ? kGap : 0;
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedWidth(width + gap);
    auto* const all = new QWidget;
    auto* const column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, gap, 0);
    column->setSpacing(12);
    for (QWidget* const card : cards)
        column->addWidget(card);
    column->addStretch(1);
    setWidget(all);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, column, [column, gap](int, int last) {
        column->setContentsMargins(0, 0, last > 0 ? kGap - kScrollBarWidth : gap, 0);
    });
}

} // namespace interweave::ui
