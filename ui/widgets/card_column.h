// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>
#include <QVector>

namespace interweave::ui {

/// Cards one below the other, at a page's side; they scroll where they are too high. At the left,
/// a gap to what is beside them, most of which the scroll bar takes; at the right none.
class CardColumn : public QScrollArea {
    Q_OBJECT

public:
    static constexpr int kUsualWidth = 308;
    enum class Side { Left, Right };

    explicit CardColumn(const QVector<QWidget*>& cards, QWidget* parent = nullptr,
        Side side = Side::Left, int width = kUsualWidth);
};

} // namespace interweave::ui
