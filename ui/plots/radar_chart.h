// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/line_chart.h"

#include <optional>

namespace interweave::ui {

/// The values of one voice, one for each axis; absent: was not measured.
struct RadarSeries {
    QString name;
    ColourOf colour;
    std::vector<std::optional<double>> values; // percent; 0 is the middle
    bool labelled = true; // its figures stand at the ends of the axes
};

/// An axis for each task around a middle, a polygon for each voice, and the ring of 100 % that it
/// is read against. What lies beyond the last ring is drawn on it. Three axes at least.
class RadarChart : public Chart {
    Q_OBJECT

public:
    static constexpr int kFewestAxes = 3;

    explicit RadarChart(QWidget* parent = nullptr);

    void setSeries(QStringList axes, std::vector<RadarSeries> series);

protected:
    QString csv() const override;
    QString readOut(double axis) const override;
    void applyColours() override;
    void fitAxes() override;
    /// The axis nearest to the pointer.
    double xAt(const QPointF& place) const override;
    void markHovered(double axis) override;
    bool isEmpty() const override;

private:
    /// Where it is drawn, in pixels.
    struct Place {
        QPointF middle;
        double radius = 0.0;
        double labelWidth = 0.0;
        QRect names;
    };

    Place place() const;
    /// At so many percent of an axis.
    QPointF pointOn(const Place& place, size_t axis, double percent) const;
    QColor colourOf(const RadarSeries& series) const;
    void paintRings(QCPPainter& painter, const Place& place) const;
    void paintSeries(QCPPainter& painter, const Place& place, const RadarSeries& series) const;
    void paintLabels(QCPPainter& painter, const Place& place) const;
    void paintFigures(
        QCPPainter& painter, size_t axis, const QRectF& box, Qt::Alignment side) const;
    void paintScale(QCPPainter& painter, const Place& place) const;

    QStringList m_axes;
    std::vector<RadarSeries> m_series;
    double m_outer = 100.0; // percent at the last ring
    double m_step = 25.0; // from ring to ring
    int m_hovered = -1;
    NameRows m_names;
};

} // namespace interweave::ui
