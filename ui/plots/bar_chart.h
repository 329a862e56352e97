// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/line_chart.h"

#include <optional>

namespace interweave {

/// One bar with its 95 % interval; absent: was not measured.
struct Bar {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// The bars of one voice or run, one for each group.
struct BarSeries {
    QString name;
    ColourOf colour;
    std::vector<std::optional<Bar>> bars;
};

/// Groups of bars with intervals, their names above in their colours.
class BarChart : public Chart {
    Q_OBJECT

public:
    explicit BarChart(QWidget* parent = nullptr);

    void setBars(QStringList groups, std::vector<BarSeries> series);

Q_SIGNALS:
    void groupClicked(int group);

protected:
    QString csv() const override;
    QString readOut(double x) const override;
    void applyColours() override;
    void fitAxes() override;

private:
    QStringList m_groups;
    std::vector<BarSeries> m_series;
};

} // namespace interweave
