// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/radar_chart.h"

#include "ui/models/csv_field.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace interweave::ui {

namespace {

constexpr double kReference = 100.0; // percent of the ring that all is read against
constexpr double kMostShown = 150.0; // percent: more would squeeze what was lost into the middle
constexpr double kFill = 0.1; // opacity of a polygon
constexpr double kDot = 2.5; // radius, pixels
constexpr double kLabelGap = 8.0; // pixels from an axis' end to its label
constexpr double kMostLabel = 150.0; // pixels of a label's width
constexpr size_t kMostFigures = 4; // beside an axis; the read-out has them all
constexpr double kBetween = 8.0; // pixels from figure to figure
constexpr int kEdge = 8;
constexpr int kRim = 2; // above and below
constexpr int kNamesBeside = 160; // pixels that the names need beside the first label

QString percentText(double percent)
{
    return QString::number(std::round(percent), 'f', 0).replace(QLatin1Char('-'), QChar(0x2212));
}

} // namespace

RadarChart::RadarChart(QWidget* parent)
    : Chart(parent)
{
    setAccessibleName(tr("Radar chart"));
    setLogAllowed(false, false);
    setZoomable({});
    setGrid({});
    axisRect()->setAutoMargins(QCP::msNone);
    axisRect()->setMargins(QMargins(0, 0, 0, 0));
    connect(this, &QCustomPlot::beforeReplot, this, [this] { // Chart shows them where data is
        xAxis->setVisible(false);
        yAxis->setVisible(false);
    });
    new PaintedLayer(this, QStringLiteral("main"), [this](QCPPainter& painter) {
        if (isEmpty())
            return;
        painter.setAntialiasing(true);
        const Place where = place();
        paintRings(painter, where);
        for (const RadarSeries& series : m_series)
            paintSeries(painter, where, series);
    });
    new PaintedLayer(this, QStringLiteral("overlay"), [this](QCPPainter& painter) {
        if (isEmpty())
            return;
        const Place where = place();
        paintScale(painter, where);
        paintLabels(painter, where);
        m_names.paint(painter, nameFont(labelFont()), where.names);
    });
    RadarChart::applyColours();
}

void RadarChart::setSeries(QStringList axes, std::vector<RadarSeries> series)
{
    m_axes = std::move(axes);
    m_series = std::move(series);
    m_hovered = -1;
    applyColours();
    dataChanged();
}

void RadarChart::applyColours()
{
    Chart::applyColours();
    std::vector<NameRows::Name> names;
    for (const RadarSeries& series : m_series)
        names.push_back({series.name, colourOf(series)});
    m_names.setNames(std::move(names));
}

QColor RadarChart::colourOf(const RadarSeries& series) const
{
    return series.colour ? series.colour() : colours().secondary;
}

/// The rings; the axes of the plot itself are not seen.
void RadarChart::fitAxes()
{
    double most = kReference;
    for (const RadarSeries& series : m_series)
        for (const std::optional<double>& value : series.values)
            if (value && std::isfinite(*value))
                most = std::max(most, *value);
    m_step = 25.0;
    m_outer = std::min(std::ceil(most / m_step) * m_step, kMostShown);
}

RadarChart::Place RadarChart::place() const
{
    const QFont names = nameFont(labelFont());
    QRectF room = QRectF(viewport()).adjusted(kEdge, kRim, -kEdge, -kRim);
    Place where;
    where.labelWidth = std::min(kMostLabel, room.width() / 4.0);
    where.names = QRectF(room)
                      .adjusted(room.width() / 2.0 + where.labelWidth / 2.0 + kLabelGap, 0, 0, 0)
                      .toRect();
    if (where.names.width() < kNamesBeside) { // no room beside the first axis' label
        where.names = room.toRect();
        room.adjust(0, m_names.height(names, where.names.size()), 0, 0);
    }
    const double label = 2.0 * QFontMetricsF(names).height() + kLabelGap;
    const double below = m_axes.size() % 2 == 0 // radii that the lowest corner is below the middle
        ? 1.0
        : std::cos(std::numbers::pi / static_cast<double>(m_axes.size()));
    where.radius = std::max(8.0,
        std::min((room.height() - 2.0 * label) / (1.0 + below),
            room.width() / 2.0 - where.labelWidth - kLabelGap));
    const double spare = room.height() - 2.0 * label - (1.0 + below) * where.radius;
    where.middle = QPointF(room.center().x(), room.top() + spare / 2.0 + label + where.radius);
    return where;
}

QPointF RadarChart::pointOn(const Place& where, size_t axis, double percent) const
{
    const double turn = 2.0 * std::numbers::pi * static_cast<double>(axis)
        / static_cast<double>(std::max<qsizetype>(m_axes.size(), 1));
    const double far = where.radius * std::clamp(percent, 0.0, m_outer) / m_outer;
    return where.middle + QPointF(std::sin(turn), -std::cos(turn)) * far;
}

void RadarChart::paintRings(QCPPainter& painter, const Place& where) const
{
    const auto axes = static_cast<size_t>(m_axes.size());
    painter.setBrush(Qt::NoBrush);
    for (double ring = m_step; ring <= m_outer; ring += m_step) {
        const bool reference = ring == kReference;
        QPolygonF corners;
        for (size_t axis = 0; axis < axes; ++axis)
            corners.append(pointOn(where, axis, ring));
        painter.setPen(reference ? QPen(mixed(colours().line, colours().secondary, 0.5), 1.2)
                                 : QPen(mixed(colours().line, colours().surface, 0.3)));
        painter.drawPolygon(corners);
    }
    for (size_t axis = 0; axis < axes; ++axis) {
        const bool hovered = m_hovered == static_cast<int>(axis);
        painter.setPen(QPen(hovered ? colours().secondary : colours().line, hovered ? 1.4 : 1.0));
        painter.drawLine(where.middle, pointOn(where, axis, m_outer));
    }
}

/// Filled where all of it was measured; else its lines between neighbours that were.
void RadarChart::paintSeries(
    QCPPainter& painter, const Place& where, const RadarSeries& series) const
{
    const QColor colour = colourOf(series);
    const auto axes = static_cast<size_t>(m_axes.size());
    std::vector<std::optional<QPointF>> corners(axes);
    for (size_t axis = 0; axis < std::min(axes, series.values.size()); ++axis)
        if (const auto& value = series.values[axis]; value && std::isfinite(*value))
            corners[axis] = pointOn(where, axis, *value);
    if (series.labelled
        && std::ranges::all_of(corners, [](const auto& corner) { return corner.has_value(); })) {
        QPolygonF whole;
        for (const auto& corner : corners)
            whole.append(*corner);
        QColor fill = colour;
        fill.setAlphaF(kFill);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(whole);
    }
    painter.setPen(QPen(colour, 1.8));
    for (size_t axis = 0; axis < axes; ++axis)
        if (const auto& next = corners[(axis + 1) % axes]; corners[axis] && next)
            painter.drawLine(*corners[axis], *next);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const auto& corner : corners)
        if (corner)
            painter.drawEllipse(*corner, kDot, kDot);
}

void RadarChart::paintScale(QCPPainter& painter, const Place& where) const
{
    const QFontMetricsF metrics(labelFont());
    painter.setFont(labelFont());
    for (double ring = 2.0 * m_step; ring <= m_outer; ring += 2.0 * m_step) {
        const QString text = percentText(ring) + QStringLiteral(" %");
        const QPointF at = pointOn(where, 0, ring);
        const QRectF box(at.x() + 4.0, at.y() - metrics.height() / 2.0,
            metrics.horizontalAdvance(text) + 4.0, metrics.height());
        QColor back = colours().surface;
        back.setAlphaF(0.8);
        painter.fillRect(box, back);
        painter.setPen(colours().secondary);
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

/// The task and below it each voice's figure, outside the axis' end.
void RadarChart::paintLabels(QCPPainter& painter, const Place& where) const
{
    const QFont font = labelFont();
    const QFontMetricsF metrics(font);
    const double width = where.labelWidth;
    const double height = 2.0 * QFontMetricsF(nameFont(font)).height();
    for (size_t axis = 0; axis < static_cast<size_t>(m_axes.size()); ++axis) {
        const QPointF end = pointOn(where, axis, m_outer);
        const QPointF away = (end - where.middle) / std::max(where.radius, 1.0);
        const bool beside = std::abs(away.x()) > 0.2;
        const Qt::Alignment side = !beside ? Qt::AlignHCenter
            : away.x() > 0.0               ? Qt::AlignLeft
                                           : Qt::AlignRight;
        const QPointF at = end + away * kLabelGap;
        const double left = !beside ? at.x() - width / 2.0
            : away.x() > 0.0        ? at.x()
                                    : at.x() - width;
        const double top = at.y() - height / 2.0 + away.y() * height / 2.0;
        const QRectF box(left, top, width, height);
        painter.setFont(font);
        painter.setPen(m_hovered == static_cast<int>(axis) ? colours().text : colours().secondary);
        painter.drawText(box, static_cast<int>(side | Qt::AlignTop),
            metrics.elidedText(m_axes[static_cast<qsizetype>(axis)], Qt::ElideMiddle, width));
        paintFigures(painter, axis, box, side);
    }
}

void RadarChart::paintFigures(
    QCPPainter& painter, size_t axis, const QRectF& box, Qt::Alignment side) const
{
    const QFont font = nameFont(labelFont());
    const QFontMetricsF metrics(font);
    std::vector<std::pair<QString, QColor>> figures;
    double width = -kBetween;
    for (const RadarSeries& series : m_series) {
        if (!series.labelled || figures.size() == kMostFigures)
            continue;
        const bool known = axis < series.values.size() && series.values[axis];
        figures.emplace_back(
            known ? percentText(*series.values[axis]) : QStringLiteral("–"), colourOf(series));
        width += metrics.horizontalAdvance(figures.back().first) + kBetween;
    }
    double x = side == Qt::AlignLeft ? box.left()
        : side == Qt::AlignRight     ? box.right() - width
                                     : box.center().x() - width / 2.0;
    painter.setFont(font);
    for (const auto& [text, colour] : figures) {
        painter.setPen(colour);
        painter.drawText(QPointF(x, box.bottom() - metrics.descent()), text);
        x += metrics.horizontalAdvance(text) + kBetween;
    }
}

double RadarChart::xAt(const QPointF& pointer) const
{
    const auto axes = static_cast<double>(m_axes.size());
    if (axes < 1.0)
        return std::numeric_limits<double>::quiet_NaN();
    const QPointF from = pointer - place().middle;
    const double turn = std::atan2(from.x(), -from.y()) / (2.0 * std::numbers::pi); // of the whole
    return std::fmod(std::round((turn + 1.0) * axes), axes);
}

void RadarChart::markHovered(double axis)
{
    m_hovered = std::isnan(axis) ? -1 : static_cast<int>(axis);
    redraw();
}

bool RadarChart::isEmpty() const
{
    return m_axes.size() < kFewestAxes || m_series.empty();
}

QString RadarChart::readOut(double axis) const
{
    if (std::isnan(axis) || axis < 0.0 || axis >= static_cast<double>(m_axes.size()))
        return {};
    const auto at = static_cast<size_t>(axis);
    std::vector<ReadOutRow> rows;
    for (const RadarSeries& series : m_series) {
        const bool known = at < series.values.size() && series.values[at];
        rows.push_back(
            {series.name, known ? tr("%1 %").arg(figure(*series.values[at])) : QStringLiteral("–"),
                colourOf(series)});
    }
    return readOutText(m_axes[static_cast<qsizetype>(at)], rows);
}

QString RadarChart::csv() const
{
    QString text = QStringLiteral("axis,series,percent\n");
    for (const RadarSeries& series : m_series)
        for (size_t axis = 0; axis < series.values.size(); ++axis)
            text += csvField(m_axes.value(static_cast<qsizetype>(axis))) + QLatin1Char(',')
                + csvField(series.name) + QLatin1Char(',')
                + (series.values[axis] ? csvField(*series.values[axis]) : QString())
                + QLatin1Char('\n');
    return text;
}

} // namespace interweave::ui
