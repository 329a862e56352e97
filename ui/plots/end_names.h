// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRect>
#include <QString>

#include <vector>

class QPainter;

namespace interweave::ui {

/// A name beside a point of the data.
struct EndName {
    QString text;
    QColor colour;
    QPointF place; // of its left edge's middle, in pixels
};

/// Paints names beside their places, moved apart up and down where they would cover each other,
/// and within `room`.
void paintEndNames(
    QPainter& painter, const QFont& font, const QRect& room, std::vector<EndName> names);

/// The middles of boxes of one height, moved as little as it takes so that none covers the next
/// and all lie in [top, bottom]. `middles` rises; so does the result.
std::vector<double> movedApart(
    std::vector<double> middles, double height, double top, double bottom);

} // namespace interweave::ui
