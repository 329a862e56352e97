// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/chart.h"

#include <vector>

namespace interweave::ui {

/// Rows (channels) over columns (tokens), diverging at 0 from tuned orange over the surface to base
/// blue, by QCustomPlot's colour map.
class HeatMap : public Chart {
    Q_OBJECT

public:
    explicit HeatMap(QWidget* parent = nullptr);

    /// Columns are counted from 1 for people. values[column][row]; all columns as long as
    /// `rowNames`. columnNames: for the read-out.
    void setCells(
        QStringList rowNames, QStringList columnNames, std::vector<std::vector<double>> values);
    /// Marks a column; −1: none.
    void setChosenColumn(int column);

Q_SIGNALS:
    void columnClicked(int column);

protected:
    QString csv() const override;
    QString readOut(double x) const override;
    void applyColours() override;
    void fitAxes() override;
    double xAt(const QPointF& place) const override;
    void clickAt(const QPointF& place) override;
    bool isEmpty() const override;

private:
    int columns() const { return static_cast<int>(m_values.size()); }
    int rows() const { return static_cast<int>(m_rowNames.size()); }
    double valueAt(int column, int row) const;
    /// Where several columns share a pixel it shows the strongest of them.
    void fillMap();
    void paintMarks(QCPPainter& painter) const;

    QStringList m_rowNames;
    QStringList m_columnNames;
    std::vector<std::vector<double>> m_values;
    QCPColorMap* m_map;
    int m_chosen = -1;
    int m_columnsPerCell = 0; // of the map as filled; 0: not yet
};

} // namespace interweave::ui
