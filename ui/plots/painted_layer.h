// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/qcustomplot.h"

#include <functional>

namespace interweave::ui {

/// Something painted in pixels once the axes have their places: names, marks, a sentence. It goes
/// into exports as everything else. Owned by the plot.
class PaintedLayer : public QCPLayerable {
    Q_OBJECT

public:
    using Paint = std::function<void(QCPPainter&)>;

    PaintedLayer(QCustomPlot* plot, const QString& layer, Paint paint);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    Paint m_paint;
};

} // namespace interweave::ui
