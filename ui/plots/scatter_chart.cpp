// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/scatter_chart.h"

#include "ui/models/csv_field.h"
#include "ui/plots/chart_export.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <QMenu>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace interweave::ui {

namespace {

constexpr double kRadius = 4.5; // of a point, in pixels
constexpr double kStepRadius = 2.5; // of a step of a curve
constexpr double kReach = 24.0; // pixels from the pointer in which a point is meant
constexpr double kNameGap = 5.0;
constexpr double kMargin = 0.08;
constexpr double kLineStep = 6.0; // pixels of a curve that one box covers, where names keep away
constexpr int kTop = 12;
constexpr int kRight = 20;
constexpr int kMostNames = 60; // past that they would hide the points

QRectF spanned(const QPointF& from, const QPointF& to)
{
    return QRectF(from, to).normalized().adjusted(-1, -1, 1, 1);
}

/// Boxes along a line, its ends among them.
void coverLine(std::vector<QRectF>& taken, const QPointF& from, const QPointF& to)
{
    const double length = std::hypot(to.x() - from.x(), to.y() - from.y());
    if (!std::isfinite(length))
        return;
    const int boxes = static_cast<int>(std::min(length / kLineStep, 1000.0)) + 1;
    for (int i = 0; i <= boxes; ++i) {
        const QPointF middle = from + (to - from) * i / boxes;
        taken.push_back(QRectF(
            middle.x() - kStepRadius, middle.y() - kStepRadius, 2 * kStepRadius, 2 * kStepRadius));
    }
}

/// A box beside a point that covers nothing taken: right of it, then around it, then further off.
std::optional<QRectF> freeBox(
    const QPointF& point, const QSizeF& size, const QRectF& room, const std::vector<QRectF>& taken)
{
    const double away = kRadius + kNameGap;
    const double width = size.width();
    const double height = size.height();
    const std::array<QPointF, 10> corners{QPointF(away, -height / 2),
        QPointF(away - 3, -height - 2), QPointF(away - 3, 2), QPointF(-away - width, -height / 2),
        QPointF(3 - away - width, -height - 2), QPointF(3 - away - width, 2),
        QPointF(-width / 2, -away - height), QPointF(-width / 2, away),
        QPointF(-width / 2, -away - 2 * height), QPointF(-width / 2, away + height)};
    for (const QPointF& corner : corners) {
        const QRectF box(point + corner, size);
        if (room.contains(box)
            && std::none_of(taken.begin(), taken.end(),
                [&box](const QRectF& other) { return other.intersects(box); }))
            return box;
    }
    return std::nullopt;
}

} // namespace

ScatterChart::ScatterChart(QWidget* parent)
    : Chart(parent)
{
    setAccessibleName(tr("Scatter chart"));
    setGrid(Qt::Horizontal | Qt::Vertical);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins(QMargins(0, kTop, kRight, 0));
    new PaintedLayer(this, QStringLiteral("main"), [this](QCPPainter& painter) {
        painter.setClipRect(axisRect()->rect());
        painter.setAntialiasing(true);
        paintCurves(painter);
        paintPoints(painter);
    });
    new PaintedLayer(
        this, QStringLiteral("overlay"), [this](QCPPainter& painter) { paintNames(painter); });
    ScatterChart::applyColours();
    ScatterChart::fitAxes();
}

void ScatterChart::setPoints(std::vector<ScatterPoint> points)
{
    m_points = std::move(points);
    dataChanged();
}

void ScatterChart::setCurves(std::vector<ScatterCurve> curves)
{
    m_curves = std::move(curves);
    dataChanged();
}

void ScatterChart::setFront(std::vector<QPointF> front)
{
    m_front = std::move(front);
    redraw();
}

void ScatterChart::setLeastSpans(double x, double y)
{
    m_leastX = x;
    m_leastY = y;
    dataChanged();
}

std::vector<const ScatterPoint*> ScatterChart::marks() const
{
    std::vector<const ScatterPoint*> marks;
    for (const ScatterPoint& point : m_points)
        marks.push_back(&point);
    for (const ScatterCurve& curve : m_curves)
        for (const ScatterPoint& step : curve.steps)
            marks.push_back(&step);
    return marks;
}

void ScatterChart::applyColours()
{
    Chart::applyColours();
}

void ScatterChart::fitAxes()
{
    struct Range {
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
        void take(double value, bool log)
        {
            if (!std::isfinite(value) || (log && value <= 0.0))
                return;
            low = std::min(low, value);
            high = std::max(high, value);
        }
        void widen(double span, bool log)
        {
            const double missing = log ? 0.0 : span - (high - low);
            if (!(missing > 0.0) || !std::isfinite(missing))
                return;
            low -= missing / 2.0;
            high += missing / 2.0;
        }
    } x, y;
    for (const ScatterPoint* mark : marks()) {
        for (const double value : {mark->x, mark->xLow, mark->xHigh})
            x.take(value, logX());
        for (const double value : {mark->y, mark->yLow, mark->yHigh})
            y.take(value, logY());
    }
    x.widen(m_leastX, logX());
    y.widen(m_leastY, logY());
    fitAxis(xAxis, x.low, x.high, kMargin, kMargin);
    fitAxis(yAxis, y.low, y.high, kMargin, kMargin);
}

QPointF ScatterChart::pixelsOf(const ScatterPoint& point) const
{
    const bool shown = !(logX() && point.x <= 0.0) && !(logY() && point.y <= 0.0);
    return shown ? QPointF(xAxis->coordToPixel(point.x), yAxis->coordToPixel(point.y))
                 : QPointF(std::nan(""), std::nan(""));
}

bool ScatterChart::canShow(const QPointF& pixels) const
{
    return std::isfinite(pixels.x()) && std::isfinite(pixels.y());
}

void ScatterChart::paintCurves(QCPPainter& painter) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours().secondary, 1.0, Qt::DotLine));
    QPolygonF front;
    for (const QPointF& place : m_front)
        if (const QPointF pixels = pixelsOf({{}, place.x(), 0, 0, place.y(), 0, 0, {}});
            canShow(pixels))
            front.append(pixels);
    painter.drawPolyline(front);
    for (const ScatterCurve& curve : m_curves) {
        const QColor colour = curve.colour ? curve.colour() : colours().secondary;
        QPolygonF line;
        for (const ScatterPoint& step : curve.steps)
            if (const QPointF pixels = pixelsOf(step); canShow(pixels))
                line.append(pixels);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 1.4, curve.dashed ? Qt::DashLine : Qt::SolidLine));
        painter.drawPolyline(line);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        for (const QPointF& pixels : line)
            painter.drawEllipse(pixels, kStepRadius, kStepRadius);
    }
}

void ScatterChart::paintPoints(QCPPainter& painter) const
{
    const auto reach = [](QCPAxis* axis, double value) { // an end that a log axis has not
        return axis->coordToPixel(axis->scaleType() == QCPAxis::stLogarithmic && value <= 0.0
                ? axis->range().lower
                : value);
    };
    for (const ScatterPoint& point : m_points) {
        const QPointF middle = pixelsOf(point);
        if (!canShow(middle))
            continue;
        const QColor colour = point.colour ? point.colour() : colours().secondary;
        painter.setPen(QPen(mixed(colour, colours().surface, 0.35), 1.2));
        if (point.xLow < point.xHigh)
            painter.drawLine(QPointF(reach(xAxis, point.xLow), middle.y()),
                QPointF(reach(xAxis, point.xHigh), middle.y()));
        if (point.yLow < point.yHigh)
            painter.drawLine(QPointF(middle.x(), reach(yAxis, point.yLow)),
                QPointF(middle.x(), reach(yAxis, point.yHigh)));
        painter.setPen(QPen(colours().surface, 1.0));
        painter.setBrush(colour);
        painter.drawEllipse(middle, kRadius, kRadius);
    }
}

void ScatterChart::paintNames(QCPPainter& painter) const
{
    const QFont font = nameFont(labelFont());
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const QRectF plot = axisRect()->rect();
    std::vector<QRectF> taken; // by points and their intervals; then by names
    for (const ScatterPoint& point : m_points) {
        const QPointF middle = pixelsOf(point);
        taken.push_back(
            QRectF(middle.x() - kRadius, middle.y() - kRadius, 2 * kRadius, 2 * kRadius));
        if (point.xLow < point.xHigh)
            taken.push_back(spanned({xAxis->coordToPixel(point.xLow), middle.y()},
                {xAxis->coordToPixel(point.xHigh), middle.y()}));
        if (point.yLow < point.yHigh)
            taken.push_back(spanned({middle.x(), yAxis->coordToPixel(point.yLow)},
                {middle.x(), yAxis->coordToPixel(point.yHigh)}));
    }
    for (const ScatterCurve& curve : m_curves)
        for (size_t i = 0; i < curve.steps.size(); ++i)
            coverLine(taken, pixelsOf(curve.steps[i > 0 ? i - 1 : i]), pixelsOf(curve.steps[i]));
    const QRectF room(
        plot.left(), plot.top() - kTop, viewport().right() - plot.left(), plot.height() + kTop);
    int names = 0;
    const auto paint = [&](const QString& name, const QPointF& middle, const ColourOf& colour) {
        if (name.isEmpty() || !plot.contains(middle) || names == kMostNames)
            return false;
        const QSizeF size(metrics.horizontalAdvance(name), metrics.height());
        const std::optional<QRectF> box = freeBox(middle, size, room, taken);
        if (!box)
            return false; // the read-out has it
        ++names;
        taken.push_back(*box);
        painter.setPen(colour ? colour() : colours().secondary);
        painter.drawText(box->topLeft() + QPointF(0, metrics.ascent()), name);
        return true;
    };
    for (const ScatterPoint& point : m_points)
        paint(point.name, pixelsOf(point), point.colour);
    for (const ScatterCurve& curve : m_curves) { // from its middle on: its ends lie at points
        const size_t steps = curve.steps.size();
        for (size_t i = 0; i < steps; ++i)
            if (paint(curve.name, pixelsOf(curve.steps[(steps / 2 + i) % steps]), curve.colour))
                break;
    }
}

int ScatterChart::pointAt(const QPointF& place) const
{
    int best = -1;
    double distance = kReach;
    for (size_t index = 0; index < m_points.size(); ++index) {
        const QPointF away = pixelsOf(m_points[index]) - place;
        if (std::hypot(away.x(), away.y()) < distance) {
            distance = std::hypot(away.x(), away.y());
            best = static_cast<int>(index);
        }
    }
    return best;
}

const ScatterPoint* ScatterChart::markAt(const QPointF& place) const
{
    const ScatterPoint* best = nullptr;
    double distance = kReach;
    for (const ScatterPoint* mark : marks()) {
        const QPointF away = pixelsOf(*mark) - place;
        if (std::hypot(away.x(), away.y()) < distance) {
            distance = std::hypot(away.x(), away.y());
            best = mark;
        }
    }
    return best;
}

double ScatterChart::xAt(const QPointF& place) const
{
    const ScatterPoint* mark = markAt(place);
    return mark ? mark->x : Chart::xAt(place);
}

void ScatterChart::clickAt(const QPointF& place)
{
    if (const int point = pointAt(place); point >= 0)
        Q_EMIT pointClicked(point);
}

void ScatterChart::addMenuActions(QMenu& menu, const QPointF& place)
{
    const int point = pointAt(place);
    if (point < 0 || m_pointAction.isEmpty())
        return;
    menu.addAction(m_pointAction, this, [this, point] { Q_EMIT pointActionChosen(point); })
        ->setObjectName(QStringLiteral("pointAction"));
    menu.addSeparator();
}

bool ScatterChart::isEmpty() const
{
    return m_points.empty() && m_curves.empty();
}

QString ScatterChart::readOut(double) const
{
    const ScatterPoint* mark = markAt(pointer());
    if (!mark)
        return {};
    const ScatterPoint& point = *mark;
    const auto text = [](double value, double low, double high) {
        return low < high ? tr("%1  (%2 to %3)").arg(figure(value), figure(low), figure(high))
                          : figure(value);
    };
    return readOutText(point.name,
        {{xLabel().isEmpty() ? tr("x") : xLabel(), text(point.x, point.xLow, point.xHigh), {}},
            {yLabel().isEmpty() ? tr("y") : yLabel(), text(point.y, point.yLow, point.yHigh), {}}});
}

QString ScatterChart::csv() const
{
    QString text = QStringLiteral("name,x,x low,x high,y,y low,y high\n");
    for (const ScatterPoint* mark : marks()) {
        text += csvField(mark->name);
        for (const double value :
            {mark->x, mark->xLow, mark->xHigh, mark->y, mark->yLow, mark->yHigh})
            text += QLatin1Char(',') + csvField(value);
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace interweave::ui
