// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/models/models_page_fixture.h"

namespace interweave::ui {

class TestModelsPage : public ModelsPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void nothingYetOffersTheFirstModel();
    void listsCacheAndRunsModelsAndShowsTheFirst();
    void searchKeepsWhatMatches();
    void detailsComeFromTheHeaders();
    void whatCannotRunSaysWhy();
    void aModelOpensTrain();
    void trainTakesTheModel();
    void deletingCanBeUndone();
    void deletedFilesGoWithTheWindow();
    void deletedFilesGoWithTheToast();
    void whatIsNotFromTheHubStays();
};

class TestModelsPageFetching : public ModelsPageFixture {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrongIsSaidBeforeItStarts();
    void aLinkIsUnderstood();
    void showsWhatItWouldFetch();
    void whatIsTickedIsFetched();
    void whatCannotBeFetchedSaysWhy();
    void fetchesWithProgress();
    void cancelKeepsWhatHasComeAndGoesOn();
    void aFailureSaysWhatToDo();
    void severalFilesAskForAChoice();
    void offlineSaysWhy();
    void verifySaysWhatItFound();
    void damagedFilesAreFetchedAgain();
    void anUnfinishedOneGoesOn();
    void fetchingWhatWasDeletedKeepsIt();
    void closingDuringAFetchIsSafe();
};

} // namespace interweave::ui
