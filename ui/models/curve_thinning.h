// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVector>

namespace interweave::ui {

/// What of a curve is drawn, and how finely.
struct CurveView {
    double from = 0.0; // the x range in sight
    double to = 1.0;
    int buckets = 1; // equal parts of it, about one for each pixel
    bool logX = false; // equal in log x
    bool positiveOnly = false; // y <= 0 is a gap, for a log axis
};

struct ThinCurve {
    QVector<double> x;
    QVector<double> y;
};

/// The curve in sight, and one point to either side: of each bucket its lowest and highest point
/// and the first gap (NaN), in their order. So spikes stay, and so do gaps. x rises; y as long.
ThinCurve thinned(const QVector<double>& x, const QVector<double>& y, const CurveView& view);

enum class Edge { Lower, Upper };

/// One edge of a band in sight: of each bucket its lowest or highest point alone, or its first gap.
ThinCurve envelope(
    const QVector<double>& x, const QVector<double>& y, Edge edge, const CurveView& view);

} // namespace interweave::ui
