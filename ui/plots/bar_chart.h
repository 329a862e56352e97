// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/line_chart.h"

#include <optional>

namespace interweave::ui {

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

/// A figure from elsewhere, marked across the place of a bar that is there.
struct BarReference {
    int group = 0;
    int series = 0;
    double value = 0.0;
    QString name; // in the read-out
};

/// Groups of bars with intervals, their names above in their colours.
class BarChart : public Chart {
    Q_OBJECT

public:
    explicit BarChart(QWidget* parent = nullptr);

    /// Takes the references away, too.
    void setBars(QStringList groups, std::vector<BarSeries> series);
    void setReferences(std::vector<BarReference> references);

Q_SIGNALS:
    void groupClicked(int group);

protected:
    QString csv() const override;
    QString readOut(double x) const override;
    void applyColours() override;
    void fitAxes() override;
    double xAt(const QPointF& place) const override;
    void clickAt(const QPointF& place) override;
    bool isEmpty() const override;

private:
    void makeBars();
    /// Names of groups as long as they have room; turned where that is hardly any.
    void labelGroups();
    void paintReferences(QCPPainter& painter) const;
    QRect namesPlace() const;
    /// −1: there is none at this x.
    int groupAt(double x) const;

    QStringList m_groups;
    std::vector<BarSeries> m_series;
    std::vector<BarReference> m_references;
    std::vector<QCPBars*> m_bars;
    std::vector<QCPErrorBars*> m_intervals;
    QCPBarsGroup* m_group;
    QSharedPointer<QCPAxisTickerText> m_groupTicker;
    NameRows m_names;
};

} // namespace interweave::ui
