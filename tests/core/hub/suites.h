// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestHubSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheCache();
    void findsTheToken();
    void refusesWhatCannotBe();
    void namesRepositories();
    void tellsOriginsApart();
    void hashesAsGitAndLfsDo();
};

class TestSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsRead();
    void takesOneCopyOfTheWeights();
    void neverTakesPickles();
    void asksForAChoiceOfGgufs();
    void takesPatternsAsTheHubDoes();
    void takesDataFiles();
    void refusesHostilePaths_data();
    void refusesHostilePaths();
};

class TestPull : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesTheCacheOfTheReference();
    void fetchesWhatIsMissingOnly();
    void tellsWhatItWouldDo();
    void movesToANewCommit();
    void readsAListingOfPages();
    void showsTheTokenToTheHubOnly();
    void offlineAsksNobody();
    void goesOnWhereItEnded();
    void tellsHowFarItIs();
    void stops();
    void twoAtOnceFetchOnce();
    void fetchesDamagedContentAgain();
};

class TestPullFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neverAcceptsOtherBytes_data();
    void neverAcceptsOtherBytes();
    void recovers_data();
    void recovers();
    void waitsAsLongAsAsked();
    void startsAnewWhenTheFileChanged();
    void asksForTheSameFileOnly();
};

class TestPullRefusals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatToDo_data();
    void saysWhatToDo();
    void leavesNothingOfAGatedModel();
    void refusesAnswersThatAreNone_data();
    void refusesAnswersThatAreNone();
    void neverLeavesHttps();
    void trustsKnownCertificatesOnly();
    void saysThereIsNoRoom();
    void keepsWhatAFullDiskHas();
    void saysTheCacheCannotBeWritten();
    void readsAReadOnlyCache();
};

class TestCachedRepos : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsWhatThereIs();
    void findsModelsByTheirNames();
    void saysWhyAModelCannotBeUsed();
    void findsDamage();
    void removes();
    void refusesToRemoveWhatIsPulled();
};
