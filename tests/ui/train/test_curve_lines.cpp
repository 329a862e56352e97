// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/curve_lines.h"

#include <QtTest>

namespace interweave::ui {

class TestCurveLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTermsOfALossHaveLinesWhereTheRunHasThem()
    {
        TrainingCurves curves;
        TrainProgress progress;
        progress.step = 1;
        curves.append(progress);
        QVERIFY(figureLines(TrainFigure::Regularisation, curves).empty());
        progress.step = 2;
        progress.klToBase = 0.3;
        progress.penalty = 0.02;
        curves.append(progress);
        const std::vector<Line> lines = figureLines(TrainFigure::Regularisation, curves);
        QCOMPARE(lines.size(), size_t{2});
        QCOMPARE(lines[0].x, QVector<double>{2});
        QCOMPARE(lines[0].y, QVector<double>{0.3});
        QCOMPARE(lines[1].y, QVector<double>{0.02});
    }
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestCurveLines)
#include "test_curve_lines.moc"
