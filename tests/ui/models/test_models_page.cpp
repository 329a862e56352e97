// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "ui/pages/train/train_page.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

namespace interweave::ui {

namespace {

/// Whose path InfoEngine knows as one that cannot run.
CachedRepo unsupportedRepo()
{
    CachedRepo repo = fakeRepo("org/mamba");
    repo.revisions[0].model = "/nowhere/unsupported";
    return repo;
}

} // namespace

void TestModelsPage::nothingYetOffersTheFirstModel()
{
    open();
    QTRY_COMPARE(child<QStackedWidget>("modelsStack").currentIndex(), 1);
    QSignalSpy demonstration(m_page.get(), &Page::demonstrationRequested);
    button("modelsDemonstration").click();
    QCOMPARE(demonstration.count(), 1);
    button("modelsEmptyFetch").click();
    QTRY_VERIFY(child<QTableView>("planFiles").isVisible());
    button("modelsFetch").click();
    QTRY_COMPARE(pulled().size(), 1U);
    QCOMPARE(pulled()[0].repo, std::string("HuggingFaceTB/SmolLM2-135M"));
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QTRY_COMPARE(child<QStackedWidget>("modelsStack").currentIndex(), 0);
}

void TestModelsPage::listsCacheAndRunsModelsAndShowsTheFirst()
{
    addFakeRun(*m_workspace, "run-0", "one"); // of /models/smollm2
    openWith({fakeRepo("org/a"), fakeRepo("org/rows", RepoKind::Dataset)});
    QTRY_COMPARE(table().model()->rowCount(), 3);
    QCOMPARE(cell(0, ModelTableModel::Name), QStringLiteral("models/smollm2"));
    QCOMPARE(cell(0, ModelTableModel::State), QStringLiteral("not there any more"));
    QCOMPARE(cell(0, ModelTableModel::Runs), QStringLiteral("1"));
    QCOMPARE(cell(1, ModelTableModel::Size), QStringLiteral("257 MiB"));
    QCOMPARE(cell(2, ModelTableModel::Kind), QStringLiteral("data set"));
    QVERIFY(!child<QLabel>("modelName").text().isEmpty());
}

void TestModelsPage::searchKeepsWhatMatches()
{
    openWith({fakeRepo("org/alpha"), fakeRepo("org/beta")});
    field("modelsSearch").setText(QStringLiteral("BETA"));
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(0, 0), QStringLiteral("org/beta"));
    field("modelsSearch").clear();
    QTRY_COMPARE(table().model()->rowCount(), 2);
}

void TestModelsPage::detailsComeFromTheHeaders()
{
    openWith({fakeRepo("org/a")});
    QTRY_COMPARE(fact("Family"), QStringLiteral("llama"));
    QCOMPARE(fact("Parameters"), QStringLiteral("134,515,008"));
    QCOMPARE(fact("Stored as"), QStringLiteral("BF16"));
    QCOMPARE(fact("Tokenizer"), QStringLiteral("byte-level BPE, 49,152"));
    QCOMPARE(fact("Would run in"), QStringLiteral("bf16 on cpu"));
    QCOMPARE(fact("Weights in memory"), QStringLiteral("257 MiB"));
    QCOMPARE(fact("Cache, 1,000 tokens"), QStringLiteral("22.0 MiB"));
    const QString path = field("modelPath").text();
    QVERIFY(path.startsWith(QStringLiteral("/nowhere/hub/models--org--a/snapshots/")));
    button("modelCopy").click();
    QCOMPARE(QApplication::clipboard()->text(), path);
}

void TestModelsPage::whatCannotRunSaysWhy()
{
    openWith({unsupportedRepo(), fakeRepo("org/rows", RepoKind::Dataset)});
    QTRY_VERIFY(child<QLabel>("factsRemark").text().contains("mamba"));
    QVERIFY(!button("modelTrain").isEnabled());
    QVERIFY(button("modelTrain").toolTip().contains("not supported"));
    choose("org/rows");
    QTRY_COMPARE(fact("Files"), QStringLiteral("9"));
    QVERIFY(!button("modelTrain").isVisible());
    m_knobs->fail = true;
    choose("org/mamba");
    QTRY_VERIFY(child<QLabel>("factsRemark").text().contains("is not there"));
    QVERIFY(!button("modelTrain").isEnabled());
}

void TestModelsPage::aModelOpensTrain()
{
    openWith({fakeRepo("org/a")});
    QTRY_VERIFY(button("modelTrain").isEnabled());
    QSignalSpy train(m_page.get(), &Page::trainModelRequested);
    button("modelTrain").click();
    QCOMPARE(train.takeFirst(), QVariantList{field("modelPath").text()});
}

void TestModelsPage::trainTakesTheModel()
{
    QTemporaryDir folder;
    open();
    Services services{*m_engine, *m_library, folder.path().toStdString(),
        [](const QString&, const QString&, const std::function<void()>&) {}};
    TrainPage page(services);
    page.useModel(QStringLiteral("/nowhere/hub/model")); // before the presets are read
    auto* const model = page.findChild<QLineEdit*>(QStringLiteral("model"));
    QTRY_COMPARE(model->text(), QStringLiteral("/nowhere/hub/model"));
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto* const data = page.findChild<QLineEdit*>(QStringLiteral("data.train.path"));
    Q_EMIT page.findChild<QComboBox*>(QStringLiteral("preset"))->activated(0);
    QTRY_VERIFY(data->text().endsWith(QStringLiteral(".jsonl"))); // the demonstration's
    page.useModel(QStringLiteral("/nowhere/other"));
    QTRY_COMPARE(model->text(), QStringLiteral("/nowhere/other"));
    QTRY_VERIFY(data->hasFocus()); // what is missing now
    QCOMPARE(data->text(), QString());
}

void TestModelsPage::deletingCanBeUndone()
{
    openWith({fakeRepo("org/a"), fakeRepo("org/b")});
    choose("org/a");
    QTRY_VERIFY(button("modelRemove").isVisible());
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(table().model()->rowCount(), 1);
    QCOMPARE(m_toasts, QStringList{"Deleted org/a"});
    QVERIFY(removed().empty());
    m_undo();
    QCOMPARE(table().model()->rowCount(), 2);
    button("modelRemove").click();
    m_page->activate(); // what is listed again still counts as deleted
    QTest::qWait(150);
    QCOMPARE(table().model()->rowCount(), 1);
    QVERIFY(removed().empty());
}

void TestModelsPage::deletedFilesGoWithTheWindow()
{
    openWith({fakeRepo("org/a"), fakeRepo("org/b")});
    choose("org/b");
    button("modelRemove").click();
    closePage();
    m_hub.reset();
    QCOMPARE(removed(), std::vector<std::string>{"org/b"});
    m_undo(); // comes too late, harms nothing
}

void TestModelsPage::deletedFilesGoWithTheToast()
{
    openWith({fakeRepo("org/a"), fakeRepo("org/b")});
    choose("org/b");
    button("modelRemove").click();
    auto& timer = child<QTimer>("removalTimer");
    QVERIFY(timer.isActive() && timer.isSingleShot());
    timer.start(0);
    QTRY_COMPARE(removed(), std::vector<std::string>{"org/b"});
    m_undo();
    QTest::qWait(150);
    QCOMPARE(table().model()->rowCount(), 1);
}

void TestModelsPage::whatIsNotFromTheHubStays()
{
    addFakeRun(*m_workspace, "run-0", "one");
    open();
    QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 1);
    QVERIFY(!button("modelRemove").isVisible());
    QVERIFY(!button("modelVerify").isVisible());
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(table().model()->rowCount(), 1);
}

} // namespace interweave::ui
