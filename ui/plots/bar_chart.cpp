// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/bar_chart.h"

#include "ui/models/csv_field.h"
#include "ui/plots/axis_tickers.h"
#include "ui/plots/chart_export.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

constexpr double kGroupShare = 0.74; // of a group's room that its bars take
constexpr double kBarGap = 3.0; // pixels between bars
constexpr double kMarkOver = 2.0; // pixels that a reference's mark is longer at either end
constexpr int kTop = 10;
constexpr int kTriesOfStep = 4;
constexpr int kRight = 8;
constexpr int kLabelGap = 10; // pixels between groups' labels
constexpr int kShortest = 44; // a label of less room is turned
constexpr int kTurnedLength = 96;
constexpr double kTurn = -32.0; // degrees

} // namespace

BarChart::BarChart(QWidget* parent)
    : Chart(parent)
    , m_group(new QCPBarsGroup(this))
    , m_groupTicker(new QCPAxisTickerText)
{
    setAccessibleName(tr("Bar chart"));
    setLogAllowed(false, false);
    setAutoAddPlottableToLegend(false);
    xAxis->setTicker(m_groupTicker);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    m_group->setSpacingType(QCPBarsGroup::stAbsolute);
    m_group->setSpacing(kBarGap);
    new PaintedLayer(this, QStringLiteral("overlay"), [this](QCPPainter& painter) {
        paintReferences(painter);
        m_names.paint(painter, nameFont(labelFont()), namesPlace());
    });
    connect(this, &QCustomPlot::beforeReplot, this, &BarChart::labelGroups);
    BarChart::applyColours();
    BarChart::fitAxes();
}

void BarChart::setBars(QStringList groups, std::vector<BarSeries> series)
{
    m_groups = std::move(groups);
    m_series = std::move(series);
    m_references.clear();
    makeBars();
    applyColours();
    dataChanged();
}

void BarChart::setReferences(std::vector<BarReference> references)
{
    m_references = std::move(references);
    dataChanged();
}

void BarChart::makeBars()
{
    clearPlottables();
    m_bars.clear();
    m_intervals.clear();
    for (const BarSeries& series : m_series) {
        auto* bars = new QCPBars(xAxis, yAxis);
        bars->setWidthType(QCPBars::wtPlotCoords);
        bars->setWidth(kGroupShare / static_cast<double>(m_series.size()));
        bars->setBarsGroup(m_group);
        bars->setAntialiased(false);
        auto* intervals = new QCPErrorBars(xAxis, yAxis);
        intervals->setDataPlottable(bars);
        intervals->setErrorType(QCPErrorBars::etValueError);
        intervals->setSymbolGap(0.0);
        intervals->setWhiskerWidth(5.0);
        intervals->setAntialiased(false);
        for (size_t group = 0; group < series.bars.size(); ++group) {
            const std::optional<Bar>& bar = series.bars[group];
            if (!bar || !std::isfinite(bar->value))
                continue;
            bars->addData(static_cast<double>(group), bar->value);
            intervals->addData(
                std::max(bar->value - bar->low, 0.0), std::max(bar->high - bar->value, 0.0));
        }
        m_bars.push_back(bars);
        m_intervals.push_back(intervals);
    }
}

void BarChart::applyColours()
{
    Chart::applyColours();
    xAxis->setTickPen(QPen(Qt::transparent));
    std::vector<NameRows::Name> names;
    for (size_t place = 0; place < m_bars.size(); ++place) {
        const BarSeries& series = m_series[place];
        const QColor colour = series.colour ? series.colour() : colours().secondary;
        m_bars[place]->setBrush(colour);
        m_bars[place]->setPen(Qt::NoPen);
        m_intervals[place]->setPen(QPen(colours().text, 1.0));
        names.push_back({series.name, colour});
    }
    m_names.setNames(std::move(names));
}

void BarChart::paintReferences(QCPPainter& painter) const
{
    painter.setAntialiasing(false);
    painter.setClipRect(axisRect()->rect().adjusted(0, -2, 0, 2));
    const double half = kMarkOver
        + axisRect()->width() / xAxis->range().size() * kGroupShare
            / static_cast<double>(std::max<size_t>(m_bars.size(), 1)) / 2.0;
    for (const BarReference& reference : m_references) {
        const auto series = static_cast<size_t>(reference.series);
        if (series >= m_bars.size())
            continue;
        const QSharedPointer<QCPBarsDataContainer> bars = m_bars[series]->data();
        const auto bar = bars->findBegin(reference.group, false);
        if (bar == bars->constEnd() || bar->key != reference.group)
            continue;
        const double middle
            = m_bars[series]->dataPixelPosition(static_cast<int>(bar - bars->constBegin())).x();
        const double y = std::round(yAxis->coordToPixel(reference.value));
        const QRectF mark(std::round(middle - half), y - 1.0, std::round(2.0 * half), 2.0);
        painter.fillRect(mark.adjusted(-1, -1, 1, 1), colours().surface);
        painter.fillRect(mark, colours().text);
    }
    painter.setClipping(false);
}

void BarChart::labelGroups()
{
    const QMargins old = axisRect()->margins();
    axisRect()->setMargins(QMargins(old.left(),
        kTop + m_names.height(nameFont(labelFont()), namesPlace().size()), kRight, old.bottom()));
    if (!isZoomed())
        fit(); // from grid line to grid line, which depend on the height
    const bool negative = yAxis->range().lower < 0.0;
    xAxis->setBasePen(negative ? QPen(Qt::NoPen) : QPen(colours().line));
    yAxis->grid()->setZeroLinePen(QPen(mixed(colours().line, colours().secondary, 0.4)));

    const QFontMetrics metrics(labelFont());
    const int room
        = static_cast<int>(axisRect()->width() / std::max(xAxis->range().size(), 1e-9)) - kLabelGap;
    int widest = 0;
    for (const QString& group : m_groups)
        widest = std::max(widest, metrics.horizontalAdvance(group));
    const bool turned = widest > room && room < kShortest;
    xAxis->setTickLabelRotation(turned ? kTurn : 0.0);
    m_groupTicker->clear();
    const double stretch = std::cos(kTurn * M_PI / 180.0);
    for (qsizetype group = 0; group < m_groups.size(); ++group) {
        const auto x = static_cast<double>(group);
        const int toLeftEdge = static_cast<int>(xAxis->coordToPixel(x) / stretch) - kLabelGap;
        const int most = turned ? std::min({kTurnedLength, height() / 3, toLeftEdge}) : room;
        m_groupTicker->addTick(x,
            metrics.elidedText(
                m_groups[group], turned ? Qt::ElideMiddle : Qt::ElideRight, std::max(most, 8)));
    }
}

QRect BarChart::namesPlace() const
{
    return viewport().adjusted(kRight, 2, -kRight, 0);
}

void BarChart::fitAxes()
{
    double low = 0.0;
    double high = 0.0;
    for (const BarSeries& series : m_series)
        for (const std::optional<Bar>& bar : series.bars) {
            if (!bar || !std::isfinite(bar->value))
                continue;
            low = std::min({low, bar->value, bar->low});
            high = std::max({high, bar->value, bar->high});
        }
    for (const BarReference& reference : m_references) {
        low = std::min(low, reference.value);
        high = std::max(high, reference.value);
    }
    xAxis->setRange(-0.5, static_cast<double>(std::max<qsizetype>(m_groups.size(), 1)) - 0.5);
    if (low == high)
        high = 1.0;
    double step = 0.0; // from grid line to grid line, as the ticker will choose it for the range
    for (int times = 0; times < kTriesOfStep; ++times) {
        const double next = niceStep((high - low) / yAxis->ticker()->tickCount());
        if (next <= step)
            break;
        step = next;
        low = std::floor(low / step) * step;
        high = std::ceil(high / step) * step;
    }
    yAxis->setRange(low, high);
}

int BarChart::groupAt(double x) const
{
    const double group = std::round(x);
    return group >= 0.0 && group < static_cast<double>(m_groups.size()) ? static_cast<int>(group)
                                                                        : -1;
}

double BarChart::xAt(const QPointF& place) const
{
    return std::round(Chart::xAt(place));
}

void BarChart::clickAt(const QPointF& place)
{
    if (const int group = groupAt(xAt(place)); group >= 0)
        Q_EMIT groupClicked(group);
}

bool BarChart::isEmpty() const
{
    return m_groups.isEmpty() || m_series.empty();
}

QString BarChart::readOut(double x) const
{
    const int group = groupAt(x);
    if (group < 0)
        return {};
    std::vector<ReadOutRow> rows;
    for (size_t place = 0; place < m_series.size(); ++place) {
        const auto& bars = m_series[place].bars;
        QString value = QStringLiteral("–");
        if (static_cast<size_t>(group) < bars.size() && bars[group]) {
            const Bar& bar = *bars[group];
            value = figure(bar.value);
            if (bar.low < bar.high)
                value += tr("  (%1 to %2)").arg(figure(bar.low), figure(bar.high));
        }
        rows.push_back({m_series[place].name, value, m_bars[place]->brush().color()});
        for (const BarReference& reference : m_references)
            if (reference.group == group && reference.series == static_cast<int>(place))
                rows.push_back({reference.name, figure(reference.value), {}});
    }
    return readOutText(m_groups[group], rows);
}

QString BarChart::csv() const
{
    QString text = QStringLiteral("group,series,value,low,high\n");
    for (const BarSeries& series : m_series)
        for (size_t group = 0; group < series.bars.size(); ++group) {
            const std::optional<Bar>& bar = series.bars[group];
            const QString name = m_groups.value(static_cast<qsizetype>(group));
            text += csvField(name) + QLatin1Char(',') + csvField(series.name) + QLatin1Char(',');
            text += bar ? csvField(bar->value) + QLatin1Char(',') + csvField(bar->low)
                    + QLatin1Char(',') + csvField(bar->high)
                        : QStringLiteral(",,");
            text += QLatin1Char('\n');
        }
    for (const BarReference& reference : m_references)
        text += csvField(m_groups.value(reference.group)) + QLatin1Char(',')
            + csvField(reference.name) + QLatin1Char(',') + csvField(reference.value)
            + QStringLiteral(",,\n");
    return text;
}

} // namespace interweave::ui
