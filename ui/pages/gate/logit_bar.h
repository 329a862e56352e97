// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/token_measures.h"

#include <QWidget>

#include <optional>

namespace interweave::ui {

/// The exact addends of a token's logit as one bar: side by side where both memories pull the same
/// way, to both sides of a zero line where they do not.
class LogitBar : public QWidget {
    Q_OBJECT

public:
    explicit LogitBar(QWidget* parent = nullptr);

    void setSplit(std::optional<LogitSplit> split);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintPart(
        QPainter& painter, const QRectF& place, const QColor& colour, double value) const;

    std::optional<LogitSplit> m_split;
};

} // namespace interweave::ui
