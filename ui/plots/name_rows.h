// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QRect>
#include <QSize>
#include <QString>

#include <vector>

class QPainter;

namespace interweave::ui {

/// The names of what a chart shows, each in its colour, above the plot: in one row at its right, or
/// in two where there is height for them. What has no place there is counted at the end.
class NameRows {
public:
    struct Name {
        QString text;
        QColor colour;
    };

    void setNames(std::vector<Name> names) { m_names = std::move(names); }
    bool isEmpty() const { return m_names.empty(); }
    /// The height that painting in this room takes.
    int height(const QFont& font, const QSize& room) const;
    void paint(QPainter& painter, const QFont& font, const QRect& place) const;

private:
    using Row = std::vector<Name>;
    std::vector<Row> rows(const QFont& font, const QSize& room) const;

    std::vector<Name> m_names;
};

/// The font that names stand in beside their data.
QFont nameFont(const QFont& labels);

} // namespace interweave::ui
