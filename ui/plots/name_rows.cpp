// SPDX-License-Identifier: Apache-2.0
#include "ui/plots/name_rows.h"

#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kTwoRowsFrom = 180; // pixels of height
constexpr int kBetween = 12; // pixels from name to name
constexpr int kLongest = 180;

int rowHeight(const QFontMetrics& metrics)
{
    return metrics.height() + 3;
}

} // namespace

QFont nameFont(const QFont& labels)
{
    QFont font = labels;
    font.setWeight(QFont::DemiBold);
    return font;
}

std::vector<NameRows::Row> NameRows::rows(const QFont& font, const QSize& room) const
{
    const int width = room.width();
    const size_t mostRows = room.height() >= kTwoRowsFrom ? 2 : 1;
    const QFontMetrics metrics(font);
    const auto more = [](size_t count) {
        return QCoreApplication::translate("NameRows", "and %1 more").arg(count);
    };
    std::vector<Row> result(1);
    int used = 0;
    for (size_t place = 0; place < m_names.size(); ++place) {
        Name name = m_names[place];
        name.text = metrics.elidedText(name.text, Qt::ElideRight, std::min(kLongest, width));
        const int needed = metrics.horizontalAdvance(name.text) + (used > 0 ? kBetween : 0);
        const size_t left = m_names.size() - place;
        const bool lastRow = result.size() == mostRows;
        const int kept = lastRow && left > 1 ? kBetween + metrics.horizontalAdvance(more(left)) : 0;
        if (used + needed + kept > width && used > 0) {
            if (lastRow) {
                result.back().push_back({more(left), colours().secondary});
                break;
            }
            result.emplace_back();
            used = metrics.horizontalAdvance(name.text);
        } else {
            used += needed;
        }
        result.back().push_back(std::move(name));
    }
    return result;
}

int NameRows::height(const QFont& font, const QSize& room) const
{
    if (m_names.empty())
        return 0;
    return rowHeight(QFontMetrics(font)) * static_cast<int>(rows(font, room).size());
}

void NameRows::paint(QPainter& painter, const QFont& font, const QRect& place) const
{
    if (m_names.empty())
        return;
    const QFontMetrics metrics(font);
    painter.setFont(font);
    int top = place.top();
    const std::vector<Row> all = rows(font, place.size());
    for (const Row& row : all) {
        int left = place.left();
        if (all.size() == 1) {
            left = place.right() + kBetween;
            for (const Name& name : row)
                left -= metrics.horizontalAdvance(name.text) + kBetween;
        }
        for (const Name& name : row) {
            painter.setPen(name.colour);
            painter.drawText(QPoint(left, top + metrics.ascent()), name.text);
            left += metrics.horizontalAdvance(name.text) + kBetween;
        }
        top += rowHeight(metrics);
    }
}

} // namespace interweave::ui
