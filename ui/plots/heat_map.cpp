// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/heat_map.h"

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

constexpr double kGridFrom = 9.0; // pixels that a cell has before lines part it from the next
constexpr int kTop = 4;
constexpr int kRight = 8;

} // namespace

HeatMap::HeatMap(QWidget* parent)
    : Chart(parent)
    , m_map(new QCPColorMap(xAxis, yAxis))
{
    setAccessibleName(tr("Heat map"));
    setLogAllowed(false, false);
    setZoomable(Qt::Horizontal);
    setGrid({});
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins(QMargins(0, kTop, kRight, 0));
    yAxis->setRangeReversed(true);
    const QSharedPointer<NumberTicker> ticker(new NumberTicker);
    ticker->setWhole(true);
    ticker->setFirst(1);
    xAxis->setTicker(ticker);
    m_map->setInterpolate(false);
    m_map->setAntialiased(false);
    m_map->setVisible(false);
    new PaintedLayer(
        this, QStringLiteral("main"), [this](QCPPainter& painter) { paintMarks(painter); });
    connect(this, &QCustomPlot::beforeReplot, this, &HeatMap::fillMap);
    HeatMap::applyColours();
    HeatMap::fitAxes();
}

void HeatMap::setCells(
    QStringList rowNames, QStringList columnNames, std::vector<std::vector<double>> values)
{
    m_rowNames = std::move(rowNames);
    m_columnNames = std::move(columnNames);
    m_values = std::move(values);
    m_map->setVisible(!isEmpty());
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (int row = 0; row < rows(); ++row)
        ticker->addTick(row, m_rowNames[row]);
    yAxis->setTicker(ticker);
    double most = 0.0;
    for (int column = 0; column < columns(); ++column)
        for (int row = 0; row < rows(); ++row)
            if (const double value = valueAt(column, row); std::isfinite(value))
                most = std::max(most, std::abs(value));
    most = most > 0.0 ? most : 1.0;
    m_map->setDataRange(QCPRange(-most, most));
    m_columnsPerCell = 0;
    dataChanged();
}

double HeatMap::valueAt(int column, int row) const
{
    const std::vector<double>& cells = m_values[column];
    return static_cast<size_t>(row) < cells.size() ? cells[row] : std::nan("");
}

void HeatMap::fillMap()
{
    if (isEmpty())
        return;
    const double perPixel = xAxis->range().size() / std::max(plotLength(Qt::Horizontal), 1);
    const int perCell = std::clamp(static_cast<int>(std::ceil(perPixel)), 1, columns());
    if (perCell == m_columnsPerCell)
        return;
    m_columnsPerCell = perCell;
    const int cells = (columns() + perCell - 1) / perCell;
    const double first = (perCell - 1) / 2.0; // the middle of the first cell
    // A map of one column or row has no width: an empty one out of sight stands beside it.
    const int wide = std::max(cells, 2);
    const int high = std::max(rows(), 2);
    QCPColorMapData* grid = m_map->data();
    grid->setSize(wide, high);
    grid->fill(std::nan(""));
    grid->setRange(QCPRange(first, first + (wide - 1.0) * perCell), QCPRange(0, high - 1));
    for (int cell = 0; cell < cells; ++cell)
        for (int row = 0; row < rows(); ++row) {
            double strongest = std::nan("");
            const int end = std::min((cell + 1) * perCell, columns());
            for (int column = cell * perCell; column < end; ++column)
                if (const double value = valueAt(column, row);
                    !(std::abs(value) <= std::abs(strongest)) && !std::isnan(value))
                    strongest = value;
            grid->setCell(cell, row, strongest);
        }
}

void HeatMap::setChosenColumn(int column)
{
    m_chosen = column;
    redraw();
}

void HeatMap::applyColours()
{
    Chart::applyColours();
    xAxis->setBasePen(Qt::NoPen);
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setColorInterpolation(QCPColorGradient::ciRGB);
    gradient.setColorStopAt(0.0, scaleColour(1.0, colours().tuned, 0.9));
    gradient.setColorStopAt(0.5, colours().surface);
    gradient.setColorStopAt(1.0, scaleColour(1.0, colours().base, 0.9));
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    m_map->setGradient(gradient);
}

void HeatMap::fitAxes()
{
    xAxis->setRange(-0.5, std::max(columns(), 1) - 0.5);
    yAxis->setRange(-0.5, std::max(rows(), 1) - 0.5);
}

void HeatMap::paintMarks(QCPPainter& painter) const
{
    if (isEmpty())
        return;
    const QRect plot = axisRect()->rect();
    painter.setAntialiasing(false);
    painter.setClipRect(plot.adjusted(-1, -1, 2, 2));
    painter.setPen(QPen(colours().surface, 1.0));
    const auto line = [&](double x1, double y1, double x2, double y2) {
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
    };
    for (int row = 1; row < rows(); ++row) {
        const double y = std::round(yAxis->coordToPixel(row - 0.5));
        line(plot.left(), y, plot.right() + 1, y);
    }
    const QCPRange seen = xAxis->range();
    if (plot.width() / seen.size() >= kGridFrom) {
        const int first = std::max(static_cast<int>(std::floor(seen.lower)), 0);
        const int last = std::min(static_cast<int>(std::ceil(seen.upper)), columns());
        for (int column = first; column <= last; ++column) {
            const double x = std::round(xAxis->coordToPixel(column - 0.5));
            line(x, plot.top(), x, plot.bottom() + 1);
        }
    }
    if (m_chosen < 0 || m_chosen >= columns())
        return;
    const double left = xAxis->coordToPixel(m_chosen - 0.5);
    const double width = std::max(xAxis->coordToPixel(m_chosen + 0.5) - left, 3.0);
    painter.setAntialiasing(true);
    painter.setPen(QPen(colours().interwoven, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(left, plot.top() + 0.5, width, plot.height() - 0.5), 2.0, 2.0);
}

double HeatMap::xAt(const QPointF& place) const
{
    return std::clamp(std::round(Chart::xAt(place)), 0.0, std::max(columns() - 1.0, 0.0));
}

void HeatMap::clickAt(const QPointF& place)
{
    Q_EMIT columnClicked(static_cast<int>(xAt(place)));
}

bool HeatMap::isEmpty() const
{
    return m_values.empty() || m_rowNames.isEmpty();
}

QString HeatMap::readOut(double x) const
{
    const int column = static_cast<int>(x);
    const int row = static_cast<int>(std::round(yAxis->pixelToCoord(pointer().y())));
    if (column < 0 || column >= columns() || row < 0 || row >= rows())
        return {};
    const double value = valueAt(column, row);
    const QString name = m_columnNames.value(column);
    return readOutText(name.isEmpty() ? QString::number(column + 1) : name,
        {{m_rowNames[row], figure(value), {}}});
}

QString HeatMap::csv() const
{
    QString text = QStringLiteral("column,name");
    for (const QString& row : m_rowNames)
        text += QLatin1Char(',') + csvField(row);
    text += QLatin1Char('\n');
    for (int column = 0; column < columns(); ++column) {
        text += QString::number(column + 1) + QLatin1Char(',')
            + csvField(m_columnNames.value(column));
        for (int row = 0; row < rows(); ++row)
            text += QLatin1Char(',') + csvField(valueAt(column, row));
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace interweave::ui
