// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

namespace interweave::ui {

void TestModelsPageFetching::whatIsWrongIsSaidBeforeItStarts()
{
    openWith({fakeRepo("org/there")});
    button("modelsFetch").click();
    QVERIFY(child<QLabel>("fetchNameProblem").isVisible());
    QTest::keyClicks(&field("fetchName"), "org/na me");
    QVERIFY(!child<QLabel>("fetchNameProblem").isVisible()); // it is being written
    QTest::keyClick(&field("fetchName"), Qt::Key_Return);
    QVERIFY(child<QLabel>("fetchNameProblem").text().contains("ORG/NAME"));
    QCOMPARE(field("fetchName").property("invalid").toString(), QStringLiteral("true"));
    field("fetchName").setText(QStringLiteral("org/name"));
    field("fetchRevision").setText(QStringLiteral("two words"));
    button("modelsFetch").click();
    QVERIFY(child<QLabel>("fetchRevisionProblem").isVisible()); // which opens Advanced
    QVERIFY(pulled().empty());
}

void TestModelsPageFetching::aLinkIsUnderstood()
{
    openWith({fakeRepo("org/there")});
    button("fetchMore").click();
    QVERIFY(field("fetchFiles").isVisible());
    field("fetchFiles").setText(QStringLiteral("*.json *.csv"));
    fetch(QStringLiteral("https://huggingface.co/datasets/tatsu-lab/alpaca/tree/v2"));
    QTRY_COMPARE(pulled().size(), 1U);
    QCOMPARE(pulled()[0].repo, std::string("tatsu-lab/alpaca"));
    QCOMPARE(pulled()[0].kind, RepoKind::Dataset);
    QCOMPARE(pulled()[0].revision, std::string("v2"));
    QCOMPARE(pulled()[0].include, (std::vector<std::string>{"*.json", "*.csv"}));
    QTRY_VERIFY(noticeText().contains("tatsu-lab/alpaca is here"));
}

void TestModelsPageFetching::showsWhatItWouldFetch()
{
    openWith({fakeRepo("org/there")});
    QCOMPARE(button("modelsFetch").text(), QStringLiteral("Fetch…"));
    look(QStringLiteral("org/new"));
    QCOMPARE(button("modelsFetch").text(), QStringLiteral("Fetch 4.00 MiB"));
    QCOMPARE(child<QLabel>("planSummary").text(), QStringLiteral("2 files, 4.00 MiB to fetch"));
    QVERIFY(child<QLabel>("planDetails").text().startsWith("commit ccccccc · "));
    const QAbstractItemModel& files = *child<QTableView>("planFiles").model();
    QCOMPARE(files.rowCount(), 4);
    QCOMPARE(files.index(0, 0).data().toString(), QStringLiteral("config.json")); // wanted first
    QCOMPARE(files.index(0, 1).data().toString(), QStringLiteral("here"));
    QVERIFY(pulled().empty());
    button("planBack").click();
    QVERIFY(!child<QTableView>("planFiles").isVisible());
    QCOMPARE(button("modelsFetch").text(), QStringLiteral("Fetch…"));
    QCOMPARE(field("fetchName").text(), QStringLiteral("org/new"));
    look(QStringLiteral("org/new"));
    QTest::keyClicks(&field("fetchName"), "er"); // another one
    QVERIFY(!child<QTableView>("planFiles").isVisible());
    QVERIFY(pulled().empty());
}

void TestModelsPageFetching::whatIsTickedIsFetched()
{
    PullPlan plan;
    plan.commit = std::string(40, 'c');
    plan.problem = "has several GGUF files: choose with --include, e.g. --include '*Q4_K_M*': a, b";
    plan.files = {{"a[1].gguf", 8 << 20, false, false, false, 8 << 20},
        {"b.gguf", 16 << 20, false, false, false, 16 << 20}};
    m_state->plan = plan;
    openWith({fakeRepo("org/there")});
    look(QStringLiteral("org/quants"));
    QVERIFY(child<QLabel>("planAdvice").text().contains("tick the one you want"));
    QVERIFY(!button("modelsFetch").isEnabled());
    QAbstractItemModel& files = *child<QTableView>("planFiles").model();
    QVERIFY(files.setData(files.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(!child<QLabel>("planAdvice").isVisible());
    QCOMPARE(button("modelsFetch").text(), QStringLiteral("Fetch 8.00 MiB"));
    button("modelsFetch").click();
    QTRY_COMPARE(pulled().size(), 1U);
    QCOMPARE(pulled()[0].include, std::vector<std::string>{"a[[]1].gguf"}); // as a pattern
}

void TestModelsPageFetching::whatCannotBeFetchedSaysWhy()
{
    m_state->planFailure = Error(ErrorCode::NotFound, "org/gone", "the hub has no such model");
    openWith({fakeRepo("org/there")});
    field("fetchName").setText(QStringLiteral("org/gone"));
    QTest::keyClick(&field("fetchName"), Qt::Key_Return);
    QTRY_VERIFY(noticeText().contains("the hub has no such model"));
    PullPlan plan;
    plan.bytesFree = 1 << 20;
    plan.files = {{"model.safetensors", 8 << 20, true, false, false, 8 << 20}};
    change([&](FakeHubState& state) { state.plan = plan; });
    button("noticeAction").click(); // Try again
    QTRY_VERIFY(child<QTableView>("planFiles").isVisible());
    QCOMPARE(
        child<QLabel>("planAdvice").text(), QStringLiteral("There is no room: free are 1.00 MiB"));
    QVERIFY(!button("modelsFetch").isEnabled());
    QVERIFY(pulled().empty());
}

void TestModelsPageFetching::fetchesWithProgress()
{
    m_state->parts = 40;
    m_state->partMs = 20;
    openWith({fakeRepo("org/there")});
    fetch(QStringLiteral("org/new"));
    QVERIFY(!button("modelsFetch").isEnabled());
    QVERIFY(button("modelsFetch").toolTip().contains("org/new"));
    auto& bar = child<QProgressBar>("fetchProgress");
    QTRY_VERIFY(bar.isVisible() && bar.maximum() == 1000 && bar.value() > 0);
    QVERIFY(child<QLabel>("fetchFigures").text().contains("of 40.0 MiB · 8.00 MiB/s"));
    QVERIFY(child<QLabel>("fetchFigures").text().endsWith("left"));
    QCOMPARE(child<QLabel>("fetchWhat").text(), QStringLiteral("model.safetensors (2 of 2)"));
    QTRY_VERIFY(noticeText().contains("org/new is here: 40.0 MiB of 2 files fetched in 12 s."));
    QVERIFY(noticeText().contains("pytorch_model.bin"));
    QVERIFY(!bar.isVisible());
    QTRY_COMPARE(child<QLabel>("modelName").text(), QStringLiteral("org/new")); // chosen
    QSignalSpy train(m_page.get(), &Page::trainModelRequested);
    button("noticeAction").click();
    QCOMPARE(train.takeFirst(), QVariantList{field("modelPath").text()});
}

void TestModelsPageFetching::cancelKeepsWhatHasComeAndGoesOn()
{
    m_state->parts = 1'000'000;
    openWith({fakeRepo("org/there")});
    fetch(QStringLiteral("org/new"));
    QTRY_VERIFY(child<QLabel>("fetchFigures").text().contains("MiB of"));
    button("fetchCancel").click();
    QTRY_VERIFY(noticeText().contains("What has come is kept"));
    QTRY_COMPARE(table().model()->rowCount(), 2);
    QTRY_COMPARE(child<QLabel>("modelName").text(), QStringLiteral("org/new"));
    QVERIFY(cell(0, ModelTableModel::State).endsWith(" unfinished"));
    change([](FakeHubState& state) { state.parts = 4; });
    button("noticeAction").click();
    QTRY_COMPARE(pulled().size(), 2U);
    QTRY_COMPARE(cell(0, ModelTableModel::State), QStringLiteral("ready"));
}

void TestModelsPageFetching::aFailureSaysWhatToDo()
{
    m_state->failure
        = Error(ErrorCode::Io, "org/new", "the connection broke; given up after 6 attempts");
    openWith({fakeRepo("org/there")});
    fetch(QStringLiteral("org/new"));
    QTRY_VERIFY(noticeText().contains("the connection broke"));
    QVERIFY(noticeText().contains("What has come is kept"));
    QCOMPARE(button("noticeAction").text(), QStringLiteral("Try again"));
    QCOMPARE(field("fetchName").text(), QStringLiteral("org/new")); // still written there
    button("noticeAction").click();
    QTRY_VERIFY(noticeText().contains("org/new is here"));
    QTRY_COMPARE(field("fetchName").text(), QString());
}

void TestModelsPageFetching::severalFilesAskForAChoice()
{
    m_state->failure = Error(ErrorCode::InvalidArgument, "org/quants",
        "has several GGUF files: choose with --include, e.g. --include '*Q4_K_M*': a, b");
    openWith({fakeRepo("org/there")});
    fetch(QStringLiteral("org/quants"));
    QTRY_VERIFY(noticeText().contains("choose with Files under Advanced"));
    QVERIFY(!field("fetchFiles").isVisible());
    button("noticeAction").click();
    QVERIFY(field("fetchFiles").isVisible());
}

void TestModelsPageFetching::offlineSaysWhy()
{
    m_state->offline = true;
    openWith({fakeRepo("org/there")});
    QTRY_VERIFY(child<QLabel>("fetchOffline").isVisible());
    QVERIFY(child<QLabel>("fetchOffline").text().contains("HF_HUB_OFFLINE"));
    QVERIFY(!button("modelsFetch").isEnabled());
    QVERIFY(button("modelsFetch").toolTip().contains("HF_HUB_OFFLINE"));
    QVERIFY(!field("fetchName").isEnabled());
    QVERIFY(button("modelVerify").isEnabled()); // needs no hub
    QVERIFY(pulled().empty());
}

void TestModelsPageFetching::verifySaysWhatItFound()
{
    m_state->partMs = 30;
    m_state->checks = {{"config.json", "c", 512, FileState::Intact}};
    openWith({fakeRepo("org/a"), fakeRepo("org/b")});
    QTRY_VERIFY(button("modelVerify").isEnabled());
    button("modelVerify").click();
    QVERIFY(!button("modelVerify").isEnabled());
    QVERIFY(!button("modelRemove").isEnabled());
    QTRY_VERIFY(child<QLabel>("verifyWhat").toolTip().startsWith("Reading model.safetensors"));
    QTRY_COMPARE(noticeText(),
        QStringLiteral("org/a: Intact: 1 file, 512 B read and held against their hashes"));
    QVERIFY(button("modelVerify").isEnabled());
    change([](FakeHubState& state) { state.parts = 1'000'000; });
    button("modelVerify").click();
    QTRY_VERIFY(button("verifyCancel").isVisible());
    button("verifyCancel").click();
    QTRY_VERIFY(button("modelVerify").isEnabled());
    QVERIFY(!child<QLabel>("noticeText").isVisible());
}

void TestModelsPageFetching::damagedFilesAreFetchedAgain()
{
    m_state->checks = {{"config.json", "c1", 512, FileState::Intact},
        {"model.safetensors", "c1", 9, FileState::Damaged}};
    openWith({fakeRepo("org/a")});
    button("modelVerify").click();
    QTRY_COMPARE(noticeText(), QStringLiteral("org/a: 1 of 2 files damaged: model.safetensors"));
    button("noticeAction").click();
    QTRY_COMPARE(pulled().size(), 1U);
    QCOMPARE(pulled()[0].revision, std::string("c1"));
    QCOMPARE(pulled()[0].include, std::vector<std::string>{"model.safetensors"});
    QVERIFY(pulled()[0].check);
}

void TestModelsPageFetching::anUnfinishedOneGoesOn()
{
    CachedRepo begun{
        "org/begun", RepoKind::Dataset, "/nowhere/hub/datasets--org--begun", 0, 12 << 20, {}};
    openWith({begun});
    QCOMPARE(button("modelFetch").text(), QStringLiteral("Go on"));
    QVERIFY(!button("modelTrain").isVisible());
    button("modelFetch").click();
    QTRY_COMPARE(pulled().size(), 1U);
    QCOMPARE(pulled()[0].repo, std::string("org/begun"));
    QCOMPARE(pulled()[0].kind, RepoKind::Dataset);
    QTRY_COMPARE(cell(0, ModelTableModel::State), QStringLiteral("ready"));
}

void TestModelsPageFetching::fetchingWhatWasDeletedKeepsIt()
{
    openWith({fakeRepo("org/a"), fakeRepo("org/b")});
    choose("org/a");
    button("modelRemove").click();
    QCOMPARE(table().model()->rowCount(), 1);
    fetch(QStringLiteral("org/a"));
    QCOMPARE(table().model()->rowCount(), 2);
    QTRY_VERIFY(noticeText().contains("org/a is here"));
    closePage();
    m_hub.reset();
    QVERIFY(removed().empty());
}

void TestModelsPageFetching::closingDuringAFetchIsSafe()
{
    for (int round = 0; round < 20; ++round) {
        m_state->parts = 1'000'000;
        m_state->cache = {fakeRepo("org/a")};
        open();
        fetch(QStringLiteral("org/new"));
        QTest::qWait(round % 4 * 10);
        if (round % 2 == 0) // in either order
            m_page.reset();
        close();
    }
}

} // namespace interweave::ui
