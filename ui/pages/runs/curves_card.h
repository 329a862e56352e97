// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/runs/curve_reader.h"
#include "ui/widgets/card.h"

#include <array>

class QCheckBox;
class QComboBox;
class QSlider;

namespace interweave::ui {

class LineChart;

/// The curves of the chosen runs laid over each other, two figures one above the other, pointed at
/// together.
class CurvesCard : public Card {
    Q_OBJECT

public:
    explicit CurvesCard(LibraryThread& library, QWidget* parent = nullptr);

    void setRuns(QVector<CurveRun> runs);

Q_SIGNALS:
    void failed(const interweave::ui::Failure& failure);

private:
    static constexpr qsizetype kCharts = 2;

    QComboBox* addChart(qsizetype place, QLayout* controls);
    QWidget* smoothingControl();
    void offerNames(const QStringList& names);
    void wantSeries();
    void showCurves();

    CurveReader m_reader;
    std::array<LineChart*, kCharts> m_charts{};
    std::array<QComboBox*, kCharts> m_series{};
    QStringList m_names; // offered
    std::array<QString, kCharts> m_picked; // by a person; comes back when a run has it again
    QSlider* m_smoothing = nullptr;
    QCheckBox* m_logY = nullptr;
};

} // namespace interweave::ui
