// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/line_chart.h"

namespace interweave::ui {

/// How often values fall into equal bins of [low, high].
class Histogram : public Chart {
    Q_OBJECT

public:
    explicit Histogram(QWidget* parent = nullptr);

    /// colourAt: of a bin by the value in its middle. What lies outside [low, high] counts in none.
    void setValues(QVector<double> values, double low, double high, int bins,
        std::function<QColor(double)> colourAt);
    /// The same where the bins are counted already.
    void setCounts(
        QVector<double> counts, double low, double high, std::function<QColor(double)> colourAt);

protected:
    QString csv() const override;
    QString readOut(double x) const override;
    void applyColours() override;
    void fitAxes() override;
    double xAt(const QPointF& place) const override;
    bool isEmpty() const override;

private:
    /// −1: x lies in none.
    int binAt(double x) const;
    double binWidth() const;
    void paintBins(QCPPainter& painter) const;

    QVector<double> m_counts;
    double m_total = 0.0; // values, also those that count in no bin
    double m_low = 0.0;
    double m_high = 1.0;
    std::function<QColor(double)> m_colourAt;
};

} // namespace interweave::ui
