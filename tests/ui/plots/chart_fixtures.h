// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/bar_chart.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/histogram.h"
#include "ui/plots/line_chart.h"
#include "ui/plots/scatter_chart.h"

#include <limits>

namespace interweave::ui {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Four points, the third of which is missing, in the base's colour.
Line simpleLine(const QString& name = QStringLiteral("loss"));
/// With an interval of 1 to either side, in the tuned one's colour.
ScatterPoint simplePoint(const QString& name, double x, double y);
/// With an interval, a raw trace and a name that needs quoting.
void fillLine(LineChart& chart);
void fillBars(BarChart& chart);
void fillHeat(HeatMap& map);
void fillHistogram(Histogram& chart);
/// Puts it on the screen, drawn.
void shown(Chart& chart);
/// The middle of the plot's own area, where the data lies.
QPoint middleOf(Chart& chart);
void wheel(Chart& chart, int notches);
void pointAt(Chart& chart, const QPointF& place);
/// Whether a picture holds a colour.
bool holds(const QImage& picture, const QColor& colour);
QByteArray contentOf(const QString& path);

} // namespace interweave::ui
