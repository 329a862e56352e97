// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/histogram.h"

#include "core/support/number_text.h"
#include "ui/models/csv_field.h"
#include "ui/plots/axis_tickers.h"
#include "ui/plots/chart_export.h"
#include "ui/plots/painted_layer.h"
#include "ui/plots/read_out.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace interweave::ui {

namespace {

constexpr int kTop = 10;
constexpr int kRight = 20;
constexpr double kGapFrom = 7.0; // pixels that a bin has before one parts it from the next

} // namespace

Histogram::Histogram(QWidget* parent)
    : Chart(parent)
{
    setAccessibleName(tr("Histogram"));
    setLogAllowed(false, true);
    setZoomable(Qt::Horizontal);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins(QMargins(0, kTop, kRight, 0));
    new PaintedLayer(
        this, QStringLiteral("main"), [this](QCPPainter& painter) { paintBins(painter); });
    Histogram::applyColours();
    Histogram::fitAxes();
}

void Histogram::setValues(QVector<double> values, double low, double high, int bins,
    std::function<QColor(double)> colourAt)
{
    m_total = static_cast<double>(values.size());
    m_low = low;
    m_high = high > low ? high : low + 1.0;
    m_colourAt = std::move(colourAt);
    m_counts.fill(0.0, std::max(bins, 1));
    for (const double value : std::as_const(values))
        if (const int bin = binAt(value); bin >= 0)
            m_counts[bin] += 1.0;
    dataChanged();
}

void Histogram::setCounts(
    QVector<double> counts, double low, double high, std::function<QColor(double)> colourAt)
{
    m_total = std::accumulate(counts.begin(), counts.end(), 0.0);
    m_low = low;
    m_high = high > low ? high : low + 1.0;
    m_colourAt = std::move(colourAt);
    m_counts = std::move(counts);
    dataChanged();
}

double Histogram::binWidth() const
{
    return (m_high - m_low) / static_cast<double>(std::max<qsizetype>(m_counts.size(), 1));
}

int Histogram::binAt(double x) const
{
    if (!(x >= m_low && x <= m_high) || m_counts.isEmpty())
        return -1;
    const auto bin = static_cast<qsizetype>((x - m_low) / binWidth());
    return static_cast<int>(std::min(bin, m_counts.size() - 1)); // high is in the last
}

void Histogram::applyColours()
{
    Chart::applyColours();
}

void Histogram::fitAxes()
{
    const double most
        = m_counts.isEmpty() ? 0.0 : *std::max_element(m_counts.begin(), m_counts.end());
    fitAxis(xAxis, m_low, m_high, 0.0, 0.0);
    if (auto* ticker = dynamic_cast<NumberTicker*>(yAxis->ticker().data()))
        ticker->setWhole(true); // they are counts
    fitAxis(yAxis, logY() ? 0.5 : 0.0, std::max(most, 1.0), 0.0, 0.05);
}

void Histogram::paintBins(QCPPainter& painter) const
{
    painter.setClipRect(axisRect()->rect());
    painter.setAntialiasing(false);
    const double floor = axisRect()->rect().bottom() + 1.0;
    const auto left = [this](qsizetype bin) {
        return std::round(xAxis->coordToPixel(m_low + binWidth() * static_cast<double>(bin)));
    };
    const double gap = isEmpty() || left(1) - left(0) < kGapFrom ? 0.0 : 2.0;
    for (qsizetype bin = 0; bin < m_counts.size(); ++bin) {
        if (m_counts[bin] <= 0.0)
            continue;
        const double middle = m_low + binWidth() * (static_cast<double>(bin) + 0.5);
        const QColor colour = m_colourAt ? m_colourAt(middle) : colours().secondary;
        const double top = std::round(yAxis->coordToPixel(m_counts[bin]));
        const QRectF bar(left(bin), top, left(bin + 1) - left(bin) - gap, floor - top);
        painter.fillRect(bar, colour);
        // An edge: at the middle of a scale the colour is the surface's.
        painter.setPen(QPen(mixed(colour, colours().secondary, 0.4), 1.0));
        if (gap > 0.0)
            painter.drawPolyline(
                QPolygonF({bar.bottomLeft(), bar.topLeft(), bar.topRight(), bar.bottomRight()}));
        else
            painter.drawLine(bar.topLeft(), bar.topRight());
    }
}

double Histogram::xAt(const QPointF& place) const
{
    const double x = Chart::xAt(place);
    const int bin = binAt(x);
    return bin < 0 ? x : m_low + binWidth() * (bin + 0.5);
}

bool Histogram::isEmpty() const
{
    return m_total == 0.0;
}

QString Histogram::readOut(double x) const
{
    const int bin = binAt(x);
    if (bin < 0)
        return {};
    const double from = m_low + binWidth() * bin;
    const double share = 100.0 * m_counts[bin] / m_total;
    return readOutText(tr("%1 to %2").arg(figure(from), figure(from + binWidth())),
        {{tr("count"), QString::fromStdString(formatCount(static_cast<int64_t>(m_counts[bin]))),
             {}},
            {tr("share"), tr("%1 %").arg(QString::fromStdString(formatFixed(share, 1))), {}}});
}

QString Histogram::csv() const
{
    QString text = QStringLiteral("low,high,count\n");
    for (qsizetype bin = 0; bin < m_counts.size(); ++bin) {
        const double from = m_low + binWidth() * static_cast<double>(bin);
        text += csvField(from) + QLatin1Char(',') + csvField(from + binWidth()) + QLatin1Char(',')
            + csvField(m_counts[bin]) + QLatin1Char('\n');
    }
    return text;
}

} // namespace interweave::ui
