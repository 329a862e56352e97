// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <functional>

namespace interweave::ui {

/// The colour scale of the tokens with what its ends mean.
class MeasureLegend : public QWidget {
    Q_OBJECT

public:
    struct Ends {
        QString left;
        QString right;
        QColor leftColour;
        QColor rightColour;
        bool middle = false; // marks the middle of a diverging scale
    };

    explicit MeasureLegend(QWidget* parent = nullptr);

    /// colourAt: of a place on the scale, 0 at the left.
    void setScale(Ends ends, std::function<QColor(double)> colourAt);

    QSize sizeHint() const override { return {300, 20}; }
    QSize minimumSizeHint() const override { return {180, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Ends m_ends;
    std::function<QColor(double)> m_colourAt;
};

} // namespace interweave::ui
