// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/axis_tickers.h"

#include "core/support/number_text.h"

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

constexpr double kLongest = 1e7; // from here on powers of ten
constexpr int kMostDecimals = 4;

/// QCustomPlot sets "2e-05" as 2·10⁻⁵.
QString powerText(double value)
{
    QString text = QString::number(value, 'e', 2);
    const auto exponent = text.indexOf(QLatin1Char('e'));
    QString mantissa = text.left(exponent);
    while (mantissa.endsWith(QLatin1Char('0')))
        mantissa.chop(1);
    if (mantissa.endsWith(QLatin1Char('.')))
        mantissa.chop(1);
    return mantissa + text.mid(exponent);
}

} // namespace

QString tickText(double value, double step)
{
    if (std::abs(value) < std::abs(step) * 1e-6)
        value = 0.0;
    int decimals = 0;
    while (decimals <= kMostDecimals
        && std::abs(step * std::pow(10, decimals) - std::round(step * std::pow(10, decimals)))
            > 1e-6 * step * std::pow(10, decimals))
        ++decimals;
    if (value != 0.0 && (decimals > kMostDecimals || std::abs(value) >= kLongest))
        return powerText(value);
    const std::string text = value == 0.0 && decimals > kMostDecimals ? "0"
        : decimals == 0 ? formatCount(std::llround(value))
                        : formatFixed(value, decimals);
    return QString::fromStdString(text).replace(QLatin1Char('-'), QChar(0x2212));
}

double niceStep(double step)
{
    const double power = std::pow(10, std::floor(std::log10(step)));
    double nearest = power;
    for (const double digits : {2.0, 2.5, 5.0, 10.0})
        if (std::abs(digits * power - step) < std::abs(nearest - step))
            nearest = digits * power;
    return nearest;
}

void NumberTicker::generate(const QCPRange& range, const QLocale& locale, QChar format,
    int precision, QVector<double>& ticks, QVector<double>* subTicks, QVector<QString>* labels)
{
    const double rounding = range.size() * 1e-9; // 7 * 0.1 is a little more than 0.7
    QCPAxisTicker::generate(QCPRange(range.lower - rounding, range.upper + rounding), locale,
        format, precision, ticks, subTicks, labels);
}

double NumberTicker::getTickStep(const QCPRange& range)
{
    m_step = niceStep(range.size() / tickCount());
    if (m_whole)
        m_step = std::max(1.0, std::round(m_step)); // 2.5 would be no whole number
    return m_step;
}

QString NumberTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return tickText(tick + m_first, m_step);
}

void NumberTicker::setFirst(int first)
{
    m_first = first;
    setTickOrigin(-first);
}

QVector<double> LogTicker::createTickVector(double tickStep, const QCPRange& range)
{
    m_step = 0.0;
    if (range.lower <= 0.0)
        return QCPAxisTickerLog::createTickVector(tickStep, range);
    const double decades = std::log10(range.upper / range.lower);
    if (decades < 0.8) {
        m_step = QCPAxisTicker::getTickStep(range);
        return QCPAxisTicker::createTickVector(m_step, range);
    }
    if (decades > 2.0)
        return QCPAxisTickerLog::createTickVector(tickStep, range);
    QVector<double> ticks;
    for (double power = std::pow(10, std::floor(std::log10(range.lower))); power <= range.upper;
         power *= 10.0)
        for (const double digit : {1.0, 2.0, 5.0})
            ticks.append(digit * power);
    return ticks;
}

int LogTicker::getSubTickCount(double tickStep)
{
    return m_step > 0.0 ? 0 : QCPAxisTickerLog::getSubTickCount(tickStep);
}

QString LogTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    if (m_step > 0.0)
        return tickText(tick, m_step);
    return tickText(tick, std::min(1.0, std::pow(10, std::floor(std::log10(tick)))));
}

} // namespace interweave::ui
