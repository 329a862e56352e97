// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

namespace interweave::ui {

class TestComparePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void init()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_workspace = std::make_shared<FakeWorkspace>();
        addFakeRun(*m_workspace, "r1", "one");
        addFakeRun(*m_workspace, "r2", "two");
        addFakeRun(*m_workspace, "r3", "lora-only", false);
        m_engine = std::make_unique<EngineThread>(
            [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
        m_library = std::make_unique<LibraryThread>(
            [workspace = m_workspace] { return std::make_unique<FakeLibrary>(workspace); });
        m_services.reset(new Services{*m_engine, *m_library, "/nowhere",
            [this](const QString& text, const QString&, const std::function<void()>&) {
                m_toast = text;
            }});
        m_toast.clear();
        m_page = std::make_unique<ComparePage>(*m_services);
        m_page->resize(1104, 736);
    }

    void cleanup()
    {
        m_page.reset();
        m_services.reset();
        m_engine.reset();
        m_library.reset();
    }

    void listsTheRunsThatHaveAGate()
    {
        open();
        QCOMPARE(runs()->count(), 2);
        QCOMPARE(runs()->currentData().toString(), QStringLiteral("r2"));
        QVERIFY(!button("compareRun")->isEnabled()); // there is no prompt yet
        QVERIFY(button("compareRun")->toolTip().contains(QStringLiteral("prompt")));
    }

    void withoutRunsItSaysWhatFillsIt()
    {
        m_workspace->runs.clear();
        m_page->show();
        m_page->activate();
        QTRY_VERIFY(button("compareDemonstration")->isVisible());
        QVERIFY(!button("compareRun")->isVisible());
        QSignalSpy demonstration(m_page.get(), &ComparePage::demonstrationRequested);
        QSignalSpy train(m_page.get(), &Page::openTrainRequested);
        button("compareDemonstration")->click();
        button("compareTrain")->click();
        QCOMPARE(demonstration.count(), 1);
        QCOMPARE(train.count(), 1);
    }

    void threeAnswersStreamAndAreMarked()
    {
        open();
        m_knobs->tokenMs = 4;
        ask();
        QCOMPARE(button("compareRun")->text(), QStringLiteral("Cancel"));
        QVERIFY(!runs()->isEnabled());
        QTRY_VERIFY(!text("compareTextBase").isEmpty());
        const QString soFar = text("compareTextBase");
        QVERIFY(label("compareProofBase").isEmpty()); // nothing is proved before the end
        finished();
        QVERIFY(text("compareTextBase").startsWith(soFar));
        QVERIFY(text("compareTextBase").startsWith(QStringLiteral(" the gull keeps a lamp")));
        QCOMPARE(label("compareProofBase"), QStringLiteral("W0 · no adapter"));
        QCOMPARE(label("compareProofTuned"), QStringLiteral("W0 · adapter 41aa…00"));
        QCOMPARE(
            label("compareProofInterwoven"), QStringLiteral("W0 · adapter 41aa…00 · gate c05d…00"));
        QVERIFY(label("compareSpeedBase").contains(QStringLiteral("tok/s")));
        QCOMPARE(marked("compareTextTuned"), QStringLiteral("the"));
        QCOMPARE(marked("compareTextBase"), QStringLiteral("a"));
        QVERIFY(label("compareVerdictTuned").contains(QStringLiteral("at token 4")));
        QVERIFY(label("compareVerdictTuned").contains(QStringLiteral("ended by itself")));
        QVERIFY(table("compareParting")->model()->rowCount() > 0);
    }

    void equalAnswersAreSaidToBeEqual()
    {
        open();
        m_knobs->sameAnswers = true;
        ask();
        finished();
        QVERIFY(label("compareVerdictTuned").startsWith(QStringLiteral("the same as base")));
        QVERIFY(label("compareVerdictInterwoven").startsWith(QStringLiteral("the same as base")));
        QCOMPARE(marked("compareTextTuned"), QString());
        QCOMPARE(table("compareParting")->model()->rowCount(), 0);
    }

    void theStreamedTextIsTheFinalText()
    {
        open();
        ask();
        finished();
        button("compareCopyInterwoven")->click();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(!copied.isEmpty());
        QCOMPARE(copied, text("compareTextInterwoven"));
        button("compareCopyProofInterwoven")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("c05d1f9bdecade00")));
    }

    void baseSharesColourTheInterwovenAnswer()
    {
        open();
        ask();
        finished();
        auto* const edit = find<QPlainTextEdit>("compareTextInterwoven");
        const auto before = edit->extraSelections().size();
        find<QCheckBox>("compareShares")->click();
        QVERIFY(edit->extraSelections().size() > before + 10);
    }

    void aCheckpointCanBeAskedInsteadOfTheRun()
    {
        m_workspace->checkpoints["r2"] = {{100, "/runs/r2/step-000100"}};
        open();
        auto* const states = find<QComboBox>("compareCheckpoint");
        QTRY_VERIFY(states->isVisible());
        states->setCurrentIndex(1);
        QVERIFY(!find<QCheckBox>("compareKeep")->isEnabled());
        ask();
        QVERIFY(!states->isEnabled());
        finished();
        QCOMPARE(asked().back().model.path, std::string("r2"));
        QCOMPARE(asked().back().model.adapter, std::string("/runs/r2/step-000100"));
        QVERIFY(!label("pageSubtitle").contains(QStringLiteral("two"))); // what is chosen
        states->setCurrentIndex(0);
        QVERIFY(label("pageSubtitle").startsWith(QStringLiteral("two at step 100")));
        states->setCurrentIndex(1);
        m_page->showRun(QStringLiteral("r2")); // another page asks for the run itself
        QTRY_COMPARE(states->currentIndex(), 0);
        runs()->setCurrentIndex(1);
        QVERIFY(!states->isVisible()); // it has none
        ask();
        finished();
        QVERIFY(asked().back().model.adapter.empty());
    }

    void settingsReachTheEngine()
    {
        open();
        find<QSpinBox>("compareSeed")->setValue(7);
        find<QSpinBox>("compareMaxNew")->setValue(12);
        find<QDoubleSpinBox>("compareTemperature")->setValue(0.5);
        find<QCheckBox>("compareStopAtNewline")->click();
        find<QCheckBox>("compareKeep")->click();
        find<QCheckBox>("compareChat")->click();
        ask();
        finished();
        const CompareRequest request = asked().back();
        QCOMPARE(request.model.path, std::string("r2"));
        QCOMPARE(request.prompt, std::string("What is it?"));
        QCOMPARE(request.sampling.seed, uint64_t(7));
        QCOMPARE(request.sampling.maxNewTokens, 12);
        QCOMPARE(request.sampling.temperature, 0.5);
        QCOMPARE(request.sampling.stopStrings, std::vector<std::string>{"\n"});
        QVERIFY(request.save);
        QVERIFY(request.chat);
    }

    void nothingIsKeptUnasked()
    {
        open();
        ask();
        finished();
        QVERIFY(!asked().back().save);
        QVERIFY(!asked().back().chat);
    }

    void cancelStopsTheAnswers()
    {
        open();
        m_knobs->tokenMs = 50;
        ask();
        QTRY_VERIFY(!text("compareTextBase").isEmpty());
        button("compareRun")->click();
        finished();
        QVERIFY(label("compareVerdictBase").contains(QStringLiteral("cancelled")));
        QVERIFY(notice().isEmpty());
    }

    void aFailureIsShownAndCanBeTriedAgain()
    {
        open();
        m_knobs->fail = true;
        ask();
        finished();
        QCOMPARE(notice(), QStringLiteral("model.gguf: is not there"));
        m_knobs->fail = false;
        find<QPushButton>("noticeAction")->click();
        finished();
        QVERIFY(!text("compareTextBase").isEmpty());
        QVERIFY(notice().isEmpty());
    }

    void controlEnterAsks()
    {
        open();
        auto* const prompt = find<QPlainTextEdit>("comparePrompt");
        prompt->setPlainText(QStringLiteral("Say it"));
        m_page->activateWindow();
        prompt->setFocus();
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(asked().size(), size_t(1));
        finished();
    }

    void aListIsAnsweredRowByRow()
    {
        open();
        openList("{\"input\": \"one\"}\nbroken\n{\"prompt\": \"two\"}\n{\"prompt\": \"three\"}\n");
        QVERIFY(label("compareFile").contains(QStringLiteral("3 prompts")));
        QVERIFY(label("compareBadLines").contains(QStringLiteral("line 2")));
        button("compareRun")->click();
        finished();
        QCOMPARE(asked().size(), size_t(3));
        QAbstractItemModel* const model = table("compareList")->model();
        QCOMPARE(model->index(1, 0).data().toString(), QStringLiteral("two"));
        QVERIFY(!model->index(1, 3).data().toString().isEmpty());
        QCOMPARE(model->index(2, 4).data().toString(), QStringLiteral("differs"));
        table("compareList")->selectRow(1);
        QVERIFY(!text("compareTextBase").isEmpty());

        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("list.csv"));
        exportAs("compareExportCsv", path);
        QTRY_VERIFY(!m_toast.isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().split('\n').size(), 5);
    }

    void aListCanBeCancelled()
    {
        open();
        openList("one\ntwo\nthree\n", "prompts.txt");
        m_knobs->tokenMs = 20;
        button("compareRun")->click();
        QTRY_VERIFY(!asked().empty());
        button("compareRun")->click();
        finished();
        QVERIFY(asked().size() < 3);
        QCOMPARE(table("compareList")->model()->index(2, 4).data().toString(), QStringLiteral("–"));
    }

    void aListThatFailsThroughoutEnds()
    {
        open();
        openList("one\ntwo\nthree\nfour\nfive\n", "prompts.txt");
        m_knobs->fail = true;
        button("compareRun")->click();
        finished();
        QCOMPARE(asked().size(), size_t(3));
        QVERIFY(notice().contains(QStringLiteral("is not there")));
        QCOMPARE(
            table("compareList")->model()->index(0, 4).data().toString(), QStringLiteral("failed"));
    }

    void whatIsShownIsExported()
    {
        open();
        QVERIFY(!button("compareExport")->isEnabled());
        ask();
        finished();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.md"));
        exportAs("compareExportMarkdown", path);
        QTRY_VERIFY(!m_toast.isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("What is it?"));
    }

    void keptComparisonsAreReopened()
    {
        StoredSample sample;
        sample.created = "2026-11-24T10:00:00Z";
        sample.prompt = "An old question";
        sample.sampling.maxNewTokens = 33;
        for (const Branch branch : {Branch::Base, Branch::Tuned, Branch::Interwoven})
            sample.answers.push_back({branch, {{1}, "old", {{1, "old", -0.1, -1.0}}}});
        m_workspace->samples["r2"] = {sample, {}}; // the second one holds no answers
        open();
        button("compareKept")->click();
        QMenu* menu = nullptr;
        QTRY_VERIFY(menu = find<QMenu>("compareKeptMenu"));
        QCOMPARE(menu->actions().size(), 1);
        menu->actions().constFirst()->trigger();
        menu->close();
        QCOMPARE(text("compareTextBase"), QStringLiteral("old"));
        QCOMPARE(text("comparePrompt"), QStringLiteral("An old question"));
        QCOMPARE(find<QSpinBox>("compareMaxNew")->value(), 33);
    }

    void aRunInTrainingIsAskedAsItIs()
    {
        m_knobs->steps = 100'000;
        m_engine->train({"recipe.yaml", {}, {}});
        QTRY_VERIFY(m_engine->training() && !m_engine->training()->runId.empty());
        open(3);
        m_page->showRun(
            QString::fromStdString(m_engine->training()->runId), QStringLiteral("As it is?"), true);
        QTRY_COMPARE(asked().size(), size_t(1));
        finished();
        QCOMPARE(asked().back().model.path, m_engine->training()->runId);
        QVERIFY(!find<QCheckBox>("compareKeep")->isEnabled());
        QVERIFY(find<QCheckBox>("compareKeep")->toolTip().contains(QStringLiteral("trained")));
        QVERIFY(!text("compareTextBase").isEmpty());
        m_engine->cancelTraining();
        QTRY_COMPARE(runs()->count(), 2); // it is in no library
    }

    void showRunTakesTheRunThePromptAndAsks()
    {
        m_page->show();
        find<QCheckBox>("compareChat")->setChecked(true);
        m_page->showRun(QStringLiteral("r1"), QStringLiteral("From the gate page"), true);
        QTRY_COMPARE(asked().size(), size_t(1));
        finished();
        QCOMPARE(asked().back().model.path, std::string("r1"));
        QCOMPARE(asked().back().prompt, std::string("From the gate page"));
        QVERIFY(!find<QCheckBox>("compareChat")->isChecked()); // it is the whole text
        m_page->showRun(QStringLiteral("r3"));
        QTRY_VERIFY(notice().contains(QStringLiteral("gate")));
    }

    void aLibraryThatFailsIsSaid()
    {
        m_workspace->fail = true;
        m_page->show();
        m_page->activate();
        QTRY_VERIFY(notice().contains(QStringLiteral("cannot be read")));
        m_workspace->fail = false;
        find<QPushButton>("noticeAction")->click();
        QTRY_COMPARE(runs()->count(), 2);
    }

    void closingWhileItAnswersIsSafe()
    {
        open();
        m_knobs->tokenMs = 20;
        ask();
        QTRY_VERIFY(!text("compareTextBase").isEmpty());
        m_page.reset();
        QTRY_COMPARE(m_engine->pending(), 0);
        init();
    }

private:
    void open(int count = 2)
    {
        m_page->show();
        m_page->activate();
        QTRY_COMPARE(runs()->count(), count);
    }

    void ask()
    {
        find<QPlainTextEdit>("comparePrompt")->setPlainText(QStringLiteral("What is it?"));
        QVERIFY(button("compareRun")->isEnabled());
        button("compareRun")->click();
    }

    void finished() { QTRY_COMPARE(button("compareRun")->text(), QStringLiteral("Run all")); }

    void openList(const QByteArray& content, const char* name = "prompts.jsonl")
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        auto* const list = m_page->findChild<Segmented*>(QStringLiteral("compareMode"));
        list->findChildren<QToolButton*>().at(1)->click();
        button("compareChooseFile")->click();
        choose("compareFileDialog", path);
        QTRY_VERIFY(table("compareList")->model()->rowCount() > 0);
    }

    void exportAs(const char* action, const QString& path)
    {
        find<QAction>(action)->trigger();
        choose("compareExportDialog", path);
    }

    void choose(const char* dialog, const QString& path)
    {
        auto* const files = find<QFileDialog>(dialog);
        QVERIFY(files);
        Q_EMIT files->fileSelected(path);
        files->close();
        QCoreApplication::sendPostedEvents(files, QEvent::DeferredDelete);
    }

    template <class T>
    T* find(const char* name) const
    {
        return m_page->findChild<T*>(QString::fromLatin1(name));
    }
    QAbstractButton* button(const char* name) const { return find<QAbstractButton>(name); }
    QTableView* table(const char* name) const { return find<QTableView>(name); }
    QComboBox* runs() const { return find<QComboBox>("compareRunChooser"); }
    QString text(const char* name) const { return find<QPlainTextEdit>(name)->toPlainText(); }
    QString label(const char* name) const { return find<QLabel>(name)->text(); }
    QString notice() const
    {
        auto* const label = find<QLabel>("noticeText");
        return label->isVisible() ? label->text() : QString();
    }
    /// The text that is underlined in an answer.
    QString marked(const char* name) const
    {
        for (const auto& selection : find<QPlainTextEdit>(name)->extraSelections())
            if (selection.format.fontUnderline())
                return selection.cursor.selectedText();
        return {};
    }
    std::vector<CompareRequest> asked() const
    {
        const std::scoped_lock lock(m_knobs->mutex);
        return m_knobs->compared;
    }

    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::shared_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<ComparePage> m_page;
    QString m_toast;
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestComparePage)
#include "test_compare_page.moc"
