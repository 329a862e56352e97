// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QLabel>
#include <QString>

#include <optional>
#include <vector>

namespace interweave::ui {

/// A figure of a read-out.
struct ReadOutRow {
    QString name;
    QString value;
    std::optional<QColor> colour; // a mark before the name
};

/// A heading and a table of figures, for Chart::readOut.
QString readOutText(const QString& heading, const std::vector<ReadOutRow>& rows);
/// Three significant digits, an en dash where there is none.
QString figure(double value);

/// The small card beside the pointer: never in the pointer's way, and within the window rather than
/// the chart, which may be smaller.
class ReadOut : public QLabel {
    Q_OBJECT

public:
    explicit ReadOut(QWidget* parent);

    /// `place`: of the pointer over the chart. Moves over to the chart's window.
    void showBeside(QWidget& chart, const QPoint& place, const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace interweave::ui
