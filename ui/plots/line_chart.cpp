// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/line_chart.h"

#include "ui/models/csv_field.h"
#include "ui/models/curve_thinning.h"
#include "ui/plots/axis_tickers.h"
#include "ui/plots/chart_export.h"
#include "ui/plots/end_names.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

constexpr size_t kMostEndNames = 4;
constexpr size_t kMostRows = 10; // of the read-out
constexpr int kPointBudget = 60000; // that all lines together are drawn with
constexpr double kMarginY = 0.06;
constexpr double kMarginDots = 0.03; // in x, so that none is cut in half
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr size_t kMostWideLines = 20;
constexpr double kMostClimbs = 6000.0; // pixels
constexpr double kWide = 1.6;
constexpr double kThin = 1.0;
constexpr int kTop = 10;
constexpr int kRight = 20; // half of the last tick's label
constexpr int kSide = 8;
constexpr int kNameGap = 7; // from a line's end to its name

QCPItemStraightLine* verticalLine(QCustomPlot* plot, const QString& layer)
{
    auto* line = new QCPItemStraightLine(plot);
    line->setLayer(layer);
    line->setAntialiased(false);
    line->setSelectable(false);
    line->setVisible(false);
    return line;
}

/// Moves a vertical line and draws its layer alone.
void place(QCPItemStraightLine& line, double x)
{
    line.setVisible(!std::isnan(x));
    if (line.visible()) {
        line.point1->setCoords(x, 1.0);
        line.point2->setCoords(x, 2.0);
    }
    line.layer()->replot();
}

/// The line's point nearest to x; −1: it has none.
qsizetype nearest(const Line& line, double x)
{
    const qsizetype count = std::min(line.x.size(), line.y.size());
    if (count == 0)
        return -1;
    const auto begin = line.x.cbegin();
    const qsizetype after = std::lower_bound(begin, begin + count, x) - begin;
    if (after == count)
        return count - 1;
    return after > 0 && x - line.x[after - 1] < line.x[after] - x ? after - 1 : after;
}

void setData(QCPGraph* graph, const ThinCurve& curve)
{
    QVector<QCPGraphData> data;
    data.reserve(curve.x.size());
    for (qsizetype place = 0; place < curve.x.size(); ++place)
        data.append(QCPGraphData(curve.x[place], curve.y[place]));
    graph->data()->set(data, true);
}

void fill(QCPGraph* graph, const Line& line, const QVector<double>& y, const CurveView& view)
{
    if (graph != nullptr)
        setData(graph, thinned(line.x, y, view));
}

/// Pixels that a curve goes up and down in all.
double climbs(const QCPGraph& graph)
{
    const double pixel
        = std::abs(graph.valueAxis()->pixelToCoord(1.0) - graph.valueAxis()->pixelToCoord(0.0));
    double sum = 0.0;
    double last = kNone;
    for (const QCPGraphData& point : *graph.data()) {
        if (const double step = std::abs(point.value - last); std::isfinite(step))
            sum += step;
        last = point.value;
    }
    return sum / pixel;
}

} // namespace

void LineChart::Extent::take(const QVector<double>& values)
{
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        low = std::min(low, value);
        high = std::max(high, value);
        if (value > 0.0)
            lowPositive = std::min(lowPositive, value);
    }
}

LineChart::LineChart(QWidget* parent)
    : Chart(parent)
{
    setAccessibleName(tr("Line chart"));
    setAutoAddPlottableToLegend(false);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    addLayer(QStringLiteral("cursor"), layer(QStringLiteral("main")));
    layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    m_cursor = verticalLine(this, QStringLiteral("cursor"));
    m_hoverLine = verticalLine(this, QStringLiteral("cursor"));
    new PaintedLayer(
        this, QStringLiteral("overlay"), [this](QCPPainter& painter) { paintNames(painter); });
    connect(this, &QCustomPlot::beforeReplot, this, [this] {
        makeRoomForNames();
        fillGraphs();
    });
    LineChart::applyColours();
    LineChart::fitAxes();
}

void LineChart::setLines(std::vector<Line> lines)
{
    m_lines = std::move(lines);
    m_x = Extent();
    m_y = Extent();
    m_wholeX = true;
    for (const Line& line : m_lines) {
        m_wholeX = m_wholeX && std::all_of(line.x.cbegin(), line.x.cend(), [](double x) {
            return x == std::floor(x);
        });
        m_x.take(line.x);
        m_y.take(line.y);
        m_y.take(line.low);
        m_y.take(line.high);
        m_y.take(line.raw);
    }
    makeGraphs();
    applyColours();
    dataChanged();
}

void LineChart::makeGraphs()
{
    clearGraphs();
    m_graphs.clear();
    const auto add = [this](bool wanted) {
        QCPGraph* graph = wanted ? addGraph() : nullptr;
        if (graph != nullptr)
            graph->setAdaptiveSampling(false); // drops gaps; `thinned` has done it
        return graph;
    };
    for (const Line& line : m_lines) { // bands lie below all lines, raw traces between
        Graphs graphs;
        const bool band = !line.low.isEmpty() && line.low.size() == line.high.size();
        graphs.low = add(band);
        graphs.high = add(band);
        if (band)
            graphs.high->setChannelFillGraph(graphs.low);
        m_graphs.push_back(graphs);
    }
    for (size_t place = 0; place < m_lines.size(); ++place)
        m_graphs[place].raw = add(!m_lines[place].raw.isEmpty());
    for (Graphs& graphs : m_graphs)
        graphs.line = add(true);
}

QColor LineChart::colourOf(const Line& line) const
{
    return line.colour ? line.colour() : colours().text;
}

void LineChart::applyColours()
{
    Chart::applyColours();
    const Colours& c = colours();
    m_cursor->setPen(QPen(c.interwoven, 1.0));
    m_hoverLine->setPen(QPen(c.secondary, 1.0, Qt::DotLine));
    std::vector<NameRows::Name> names;
    for (size_t place = 0; place < m_graphs.size(); ++place) {
        const Line& line = m_lines[place];
        const Graphs& graphs = m_graphs[place];
        const QColor colour = colourOf(line);
        if (!line.name.isEmpty())
            names.push_back({line.name, colour});
        if (line.dots || line.x.size() == 1) {
            graphs.line->setLineStyle(QCPGraph::lsNone);
            graphs.line->setScatterStyle(
                QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(c.surface, 1.0), colour, 8.0));
        } else {
            QPen pen(colour, kWide);
            pen.setJoinStyle(Qt::RoundJoin);
            if (line.dashed)
                pen.setDashPattern({3.5, 2.5});
            graphs.line->setPen(pen);
        }
        if (graphs.raw != nullptr)
            graphs.raw->setPen(QPen(mixed(colour, c.surface, 0.62), 1.0));
        if (graphs.high != nullptr) {
            QColor band = colour;
            band.setAlphaF(c.dark ? 0.2F : 0.16F);
            graphs.high->setBrush(band);
            graphs.high->setPen(Qt::NoPen);
            graphs.low->setPen(Qt::NoPen);
        }
    }
    m_names.setNames(std::move(names));
}

void LineChart::fitAxes()
{
    const bool dots
        = std::any_of(m_lines.begin(), m_lines.end(), [](const Line& line) { return line.dots; });
    const double marginX = dots ? kMarginDots : 0.0;
    fitAxis(xAxis, logX() ? m_x.lowPositive : m_x.low, m_x.high, marginX, marginX);
    fitAxis(yAxis, logY() ? m_y.lowPositive : m_y.low, m_y.high, kMarginY, kMarginY);
}

void LineChart::fillGraphs()
{
    if (m_lines.empty())
        return;
    if (auto* ticker = dynamic_cast<NumberTicker*>(xAxis->ticker().data()))
        ticker->setWhole(m_wholeX);
    const QCPRange x = xAxis->range();
    const int finest = kPointBudget / 2 / static_cast<int>(m_lines.size());
    const CurveView view{x.lower, x.upper,
        std::clamp(plotLength(Qt::Horizontal), 1, std::max(finest, 50)), logX(), logY()};
    for (size_t place = 0; place < m_lines.size(); ++place) {
        const Line& line = m_lines[place];
        if (m_graphs[place].low != nullptr) {
            setData(m_graphs[place].low, envelope(line.x, line.low, Edge::Lower, view));
            setData(m_graphs[place].high, envelope(line.x, line.high, Edge::Upper, view));
        }
        fill(m_graphs[place].raw, line, line.raw, view);
        fill(m_graphs[place].line, line, line.y, view);
        setWidth(*m_graphs[place].line);
    }
}

/// A wide pen over a curve that goes up and down in every pixel would hold the window up: Qt fills
/// the outline of the whole stroke.
void LineChart::setWidth(QCPGraph& graph) const
{
    QPen pen = graph.pen();
    const bool wide = m_lines.size() <= kMostWideLines && climbs(graph) < kMostClimbs;
    pen.setWidthF(wide ? kWide : kThin);
    graph.setPen(pen);
}

bool LineChart::namesAtEnds() const
{
    return m_lines.size() <= kMostEndNames;
}

QRect LineChart::namesPlace() const
{
    return viewport().adjusted(kSide, 2, -kSide, 0);
}

void LineChart::makeRoomForNames()
{
    const QFont font = nameFont(labelFont());
    QMargins margins(0, kTop, kRight, 0);
    if (namesAtEnds()) {
        int widest = 0;
        for (const Line& line : m_lines)
            widest = std::max(widest, QFontMetrics(font).horizontalAdvance(line.name));
        if (widest > 0)
            margins.setRight(std::max(std::min(widest, width() / 3) + kNameGap + 4, kRight));
    } else {
        margins.setTop(kTop + m_names.height(font, namesPlace().size()));
    }
    const QMargins old = axisRect()->margins();
    axisRect()->setMargins(QMargins(old.left(), margins.top(), margins.right(), old.bottom()));
}

void LineChart::paintNames(QCPPainter& painter) const
{
    const QFont font = nameFont(labelFont());
    if (!namesAtEnds()) {
        m_names.paint(painter, font, namesPlace());
        return;
    }
    const QRect plot = axisRect()->rect();
    std::vector<EndName> names;
    for (const Line& line : m_lines) {
        qsizetype last = nearest(line, xAxis->range().upper);
        if (last >= 0 && line.x[last] > xAxis->range().upper)
            --last;
        while (last >= 0 && !(std::isfinite(line.y[last]) && (!logY() || line.y[last] > 0.0)))
            --last;
        if (last < 0 || line.name.isEmpty() || line.x[last] < xAxis->range().lower)
            continue;
        const double x = xAxis->coordToPixel(line.x[last]) + kNameGap;
        const double y
            = std::clamp<double>(yAxis->coordToPixel(line.y[last]), plot.top(), plot.bottom());
        names.push_back({line.name, colourOf(line), QPointF(x, y)});
    }
    paintEndNames(painter, font, viewport(), std::move(names));
}

void LineChart::setCursor(double x)
{
    place(*m_cursor, x);
}

double LineChart::xAt(const QPointF& place) const
{
    const double pointed = Chart::xAt(place);
    double best = pointed;
    double distance = std::numeric_limits<double>::infinity();
    for (const Line& line : m_lines) {
        const qsizetype point = nearest(line, pointed);
        if (point < 0 || !(std::abs(line.x[point] - pointed) < distance))
            continue;
        best = line.x[point];
        distance = std::abs(best - pointed);
    }
    return best;
}

void LineChart::markHovered(double x)
{
    place(*m_hoverLine, x);
}

void LineChart::clickAt(const QPointF& place)
{
    Q_EMIT clicked(xAt(place));
}

bool LineChart::isEmpty() const
{
    return !(m_x.low <= m_x.high) || !(m_y.low <= m_y.high);
}

QString LineChart::readOut(double x) const
{
    struct Near {
        const Line* line;
        qsizetype point;
        double distance;
    };
    std::vector<Near> found;
    for (const Line& line : m_lines) {
        const qsizetype point = nearest(line, x);
        if (point < 0)
            continue;
        const double away = std::abs(yAxis->coordToPixel(line.y[point]) - pointer().y());
        found.push_back({&line, point, std::isnan(away) ? 1e9 : away});
    }
    if (found.size() > kMostRows) { // those nearest to the pointer
        const auto end = found.begin() + kMostRows;
        std::partial_sort(found.begin(), end, found.end(),
            [](const Near& a, const Near& b) { return a.distance < b.distance; });
        found.erase(end, found.end());
    }
    std::stable_sort(found.begin(), found.end(), [](const Near& a, const Near& b) { // as they lie
        return a.line->y[a.point] > b.line->y[b.point];
    });
    std::vector<ReadOutRow> rows;
    for (const Near& near : found)
        rows.push_back({near.line->name, figure(near.line->y[near.point]), colourOf(*near.line)});
    if (found.size() < m_lines.size() && found.size() == kMostRows)
        rows.push_back({tr("and %1 more").arg(m_lines.size() - found.size()), {}, {}});
    const QString label = xLabel().isEmpty() ? tr("x") : xLabel();
    return readOutText(
        label + QLatin1Char(' ') + tickText(x, x == std::round(x) ? 1.0 : 0.01), rows);
}

QString LineChart::csv() const
{
    QString text = QStringLiteral("line,x,y,low,high,raw\n");
    const auto cell = [](const QVector<double>& values, qsizetype place) {
        return place < values.size() ? csvField(values[place]) : QString();
    };
    for (const Line& line : m_lines) {
        const QString name = csvField(line.name);
        for (qsizetype place = 0; place < line.x.size(); ++place)
            text += name + QLatin1Char(',') + csvField(line.x[place]) + QLatin1Char(',')
                + cell(line.y, place) + QLatin1Char(',') + cell(line.low, place) + QLatin1Char(',')
                + cell(line.high, place) + QLatin1Char(',') + cell(line.raw, place)
                + QLatin1Char('\n');
    }
    return text;
}

} // namespace interweave::ui
