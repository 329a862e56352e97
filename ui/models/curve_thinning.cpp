// SPDX-License-Identifier: Apache-2.0
#include "ui/models/curve_thinning.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace interweave::ui {

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

/// The x at which each bucket ends; the last one ends nowhere.
QVector<double> bucketEnds(const CurveView& view)
{
    const int buckets = std::max(view.buckets, 1);
    const bool log = view.logX && view.from > 0.0 && view.to > 0.0;
    const double from = log ? std::log(view.from) : view.from;
    const double step = ((log ? std::log(view.to) : view.to) - from) / buckets;
    QVector<double> ends(buckets, std::numeric_limits<double>::infinity());
    for (int bucket = 0; bucket + 1 < buckets; ++bucket) {
        const double end = from + step * (bucket + 1);
        ends[bucket] = log ? std::exp(end) : end;
    }
    return ends;
}

/// Which of a bucket's lowest point, highest point and first gap are kept.
struct Kept {
    bool lowest = true;
    bool highest = true;
};

/// Gathers a bucket's points by their places in the curve.
class Bucket {
public:
    void take(qsizetype place, double y)
    {
        if (std::isnan(y)) {
            if (m_gap < 0)
                m_gap = place;
            return;
        }
        if (m_lowest < 0 || y < m_low) {
            m_lowest = place;
            m_low = y;
        }
        if (m_highest < 0 || y > m_high) {
            m_highest = place;
            m_high = y;
        }
    }

    void moveInto(ThinCurve& curve, const double* x, const Kept& kept)
    {
        const bool two = kept.highest && !(kept.lowest && m_highest == m_lowest);
        std::array<qsizetype, 3> places{kept.lowest ? m_lowest : -1, two ? m_highest : -1, m_gap};
        std::sort(places.begin(), places.end());
        for (const qsizetype place : places) {
            if (place < 0)
                continue;
            curve.x.append(x[place]);
            curve.y.append(place == m_gap ? kGap : place == m_lowest ? m_low : m_high);
        }
        *this = Bucket();
    }

private:
    qsizetype m_lowest = -1;
    qsizetype m_highest = -1;
    qsizetype m_gap = -1;
    double m_low = 0.0;
    double m_high = 0.0;
};

ThinCurve thinned(
    const QVector<double>& x, const QVector<double>& y, const Kept& kept, const CurveView& view)
{
    const auto known = x.cbegin() + std::min(x.size(), y.size());
    const auto inSight = std::lower_bound(x.cbegin(), known, view.from);
    const auto beyond = std::upper_bound(inSight, known, view.to);
    const qsizetype begin = std::max<qsizetype>(inSight - x.cbegin() - 1, 0);
    const qsizetype end = std::min(beyond - x.cbegin() + 1, known - x.cbegin());
    const auto shown = [&](qsizetype place) {
        const double value = y.constData()[place];
        return std::isinf(value) || (view.positiveOnly && value <= 0.0) ? kGap : value;
    };

    ThinCurve curve;
    const qsizetype most = std::min<qsizetype>(end - begin, 3 * qsizetype(view.buckets) + 2);
    curve.x.reserve(most);
    curve.y.reserve(most);
    if (end - begin <= 2 * qsizetype(view.buckets)) { // few enough as they are
        for (qsizetype place = begin; place < end; ++place) {
            curve.x.append(x[place]);
            curve.y.append(shown(place));
        }
        return curve;
    }
    const QVector<double> ends = bucketEnds(view);
    Bucket bucket;
    auto bucketEnd = ends.cbegin();
    for (qsizetype place = begin; place < end; ++place) {
        if (x.constData()[place] >= *bucketEnd) {
            bucket.moveInto(curve, x.constData(), kept);
            while (x.constData()[place] >= *bucketEnd && bucketEnd + 1 != ends.cend())
                ++bucketEnd;
        }
        bucket.take(place, shown(place));
    }
    bucket.moveInto(curve, x.constData(), kept);
    return curve;
}

} // namespace

ThinCurve thinned(const QVector<double>& x, const QVector<double>& y, const CurveView& view)
{
    return thinned(x, y, Kept{true, true}, view);
}

ThinCurve envelope(
    const QVector<double>& x, const QVector<double>& y, Edge edge, const CurveView& view)
{
    return thinned(x, y, Kept{edge == Edge::Lower, edge == Edge::Upper}, view);
}

} // namespace interweave::ui
