// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/forgetting/forgetting_page_fixture.h"

namespace interweave::ui {

class TestForgettingPage : public ForgettingPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWillBeHere();
    void showsTheNewestTwoRuns();
    void showsWhatIsTicked();
    void looksAtOneSuiteOfSeveral();
    void anotherPageAsksForRuns();
    void exportsAndReports();
    void saysWhyNothingCanBeRead();
    void readsAgainWhenRunsChange();
};

/// What its charts and the list of flips show, and where they lead.
class TestForgettingCharts : public ForgettingPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void showsTextTasksOnAScaleOfTheirOwn();
    void drawsTheWayFromTheBaseToTheAdapter();
    void aClickedPointIsShownOrLeftOut();
    void opensAPointInCompare();
    void listsTheRowsThatTheGateRescued();
    void sortsTheRowsByAClick();
    void saysWhyNoRowIsListed();
    void drawsARadarOnDemand();
    void laysThePaperOverTheBars();
};

/// Evaluations that are started on the page.
class TestForgettingEvaluating : public ForgettingPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void offersTheFirstEvaluation();
    void evaluatesWithProgress();
    void cancelsAnEvaluation();
    void saysWhyAnEvaluationFailed();
    void waitsForATraining();
    void asksForTheBranchesThatTheRunHas();
};

} // namespace interweave::ui
