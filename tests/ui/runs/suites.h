// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/runs/runs_page_fixture.h"

namespace interweave::ui {

class TestRunsPage : public RunsPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void nothingYetOffersTheFirstRun();
    void listsTheNewestFirstAndShowsIt();
    void theFirstRunIsShownWhenItComes();
    void searchKeepsWhatMatches();
    void asksOnlyForTheChosenCurvesAndOnlyOnce();
    void hoverIsLinked();
    void configurationsSideBySide();
    void withoutAGateThereIsNothingToCompare();
    void opensOnOtherPages();
    void writesFiles();
    void followsTheTraining();
    void aFailureIsShown();
};

class TestRunsPageChanges : public RunsPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void renamesAndTagsInPlace();
    void notesSaveThemselves();
    void deletesAndUndoes();
    void saysWhatWasRefused();
    void deletedRunsComeBackOrGoForGood();
    void aRunThatWasCutOffCanGoOn();
};

class TestRunsPageSpeed : public RunsPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void aThousandRunsOpenAtOnce();
    void twoHundredLongCurvesDoNotStutter();
};

} // namespace interweave::ui
