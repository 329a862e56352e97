// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/qcustomplot.h"

namespace interweave::ui {

/// Figures as number_text writes them, all of an axis with as many digits after the point as its
/// step needs: 0.00, 0.25, 0.50; 10,000, 20,000. Powers of ten where that would be long.
QString tickText(double value, double step);
/// The nearest of 1, 2, 2.5, 5 and 10 times a power of ten.
double niceStep(double step);

class NumberTicker : public QCPAxisTicker {
public:
    /// Ticks at whole numbers only, for steps and tokens.
    void setWhole(bool whole) { m_whole = whole; }
    /// What is drawn at 0 is called `first`.
    void setFirst(int first);

    void generate(const QCPRange& range, const QLocale& locale, QChar format, int precision,
        QVector<double>& ticks, QVector<double>* subTicks, QVector<QString>* labels) override;

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;

private:
    double m_step = 1.0;
    bool m_whole = false;
    int m_first = 0;
};

/// Powers of ten; on less than two decades 1, 2, 5 of each, on a fraction of one even steps.
class LogTicker : public QCPAxisTickerLog {
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;

private:
    double m_step = 0.0; // of even steps; 0: powers
};

} // namespace interweave::ui
