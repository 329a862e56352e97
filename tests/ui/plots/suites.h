// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestChartExports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyChartExports_data();
    void everyChartExports();
    void linesAsCsv();
    void barsAsCsv();
    void referencesStandOverTheirBars();
    void heatMapAsCsv();
    void histogramCounts();
};

class TestChartInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newLinesKeepTheZoom();
    void doubleClickShowsAll();
    void keysZoomPanAndReset();
    void barsAreNotDraggedOutOfSight();
    void hoverReadsOutTheNearestPoint();
    void cursorOfAnotherChart();
    void clicksNameWhatTheyHit();
    void theMenuActs();
    void aPointHasAMenuOfItsOwn();
};

class TestRadarChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsAndExports();
    void readsOutTheNearestAxis();
    void takesThreeAxes();
};

class TestCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyChartsDraw();
    void fixedRangeOfY();
    void logAxesSkipWhatTheyCannotShow();
    void scatterDoesNotZoomIntoNoise();
    void countsAreWhole();
    void oneColumnIsSeen();
    void onePointIsSeen();
    void aGrownChartShowsAsManyPointsAsItHasRoomFor();
    void barsHaveNoLogAxes();
    void aThemeChangesTheColours();
    void redrawsAreGathered();
    void namesMoveApart();
    void ticksAreAsLongAsTheirStep();
};
