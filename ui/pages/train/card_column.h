// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>
#include <QVector>

namespace interweave::ui {

/// Cards one below the other, at the page's left; they scroll where they are too high. Its width
/// holds the gap to what is beside it, most of which the scroll bar takes.
class CardColumn : public QScrollArea {
    Q_OBJECT

public:
    explicit CardColumn(const QVector<QWidget*>& cards, QWidget* parent = nullptr);
};

} // namespace interweave::ui
