// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/painted_layer.h"

#include <utility>

namespace interweave::ui {

PaintedLayer::PaintedLayer(QCustomPlot* plot, const QString& layer, Paint paint)
    : QCPLayerable(plot, layer)
    , m_paint(std::move(paint))
{
}

void PaintedLayer::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    applyAntialiasingHint(painter, antialiased(), QCP::aeOther);
}

void PaintedLayer::draw(QCPPainter* painter)
{
    m_paint(*painter);
}

} // namespace interweave::ui
