// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/end_names.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace interweave::ui {

std::vector<double> movedApart(
    std::vector<double> middles, double height, double top, double bottom)
{
    // Boxes that touch form a block, which stands at the mean of where its boxes would be.
    struct Block {
        double wanted = 0.0; // sum, of where its first box would be
        size_t boxes = 0;
        double start(double height, double top, double bottom) const
        {
            const double last = bottom - height * (static_cast<double>(boxes) - 0.5);
            return std::max(std::min(wanted / static_cast<double>(boxes), last), top + height / 2);
        }
    };
    std::vector<Block> blocks;
    for (const double middle : middles) {
        blocks.push_back({middle, 1});
        while (blocks.size() > 1) {
            Block& above = blocks[blocks.size() - 2];
            const Block& below = blocks.back();
            const double end
                = above.start(height, top, bottom) + height * static_cast<double>(above.boxes);
            if (below.start(height, top, bottom) >= end)
                break;
            above.wanted += below.wanted
                - height * static_cast<double>(above.boxes) * static_cast<double>(below.boxes);
            above.boxes += below.boxes;
            blocks.pop_back();
        }
    }
    size_t place = 0;
    for (const Block& block : blocks)
        for (size_t box = 0; box < block.boxes; ++box)
            middles[place++] = block.start(height, top, bottom) + height * static_cast<double>(box);
    return middles;
}

void paintEndNames(
    QPainter& painter, const QFont& font, const QRect& room, std::vector<EndName> names)
{
    const QFontMetrics metrics(font);
    std::sort(names.begin(), names.end(),
        [](const EndName& a, const EndName& b) { return a.place.y() < b.place.y(); });
    std::vector<double> middles;
    for (const EndName& name : names)
        middles.push_back(name.place.y());
    middles = movedApart(std::move(middles), metrics.height(), room.top(), room.bottom());
    painter.setFont(font);
    for (size_t place = 0; place < names.size(); ++place) {
        const EndName& name = names[place];
        const double left = name.place.x();
        const QString text = metrics.elidedText(
            name.text, Qt::ElideRight, std::max(static_cast<int>(room.right() - left), 20));
        painter.setPen(name.colour);
        painter.drawText(
            QPointF(left, middles[place] + (metrics.ascent() - metrics.descent()) / 2.0), text);
    }
}

} // namespace interweave::ui
