// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/models/candidate_model.h"
#include "ui/pages/gate/gate_page.h"
#include "ui/pages/gate/stored_traces_dialog.h"
#include "ui/pages/gate/token_text.h"
#include "ui/pages/gate/trace_menu.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/line_chart.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

namespace interweave::ui {

namespace {

/// Remembers what it was asked, and waits where it is told to until it is let go or stopped.
class PatientEngine : public FakeEngine {
public:
    struct Record {
        std::mutex mutex;
        std::vector<TraceRequest> requests;
        std::atomic<bool> hold{false};
        std::atomic<int> stopped{0};
    };

    PatientEngine(std::shared_ptr<Knobs> knobs, std::shared_ptr<Record> record)
        : FakeEngine(std::move(knobs))
        , m_record(std::move(record))
    {
    }

    Trace trace(const TraceRequest& request, std::stop_token stop) override
    {
        {
            const std::lock_guard lock(m_record->mutex);
            m_record->requests.push_back(request);
        }
        while (m_record->hold && !stop.stop_requested())
            std::this_thread::yield();
        if (stop.stop_requested()) {
            ++m_record->stopped;
            throw Error(ErrorCode::Cancelled, "trace", "was cancelled");
        }
        return FakeEngine::trace(request, stop);
    }

private:
    std::shared_ptr<Record> m_record;
};

} // namespace

class TestGatePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void init()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_record = std::make_shared<PatientEngine::Record>();
        m_workspace = std::make_shared<FakeWorkspace>();
        addFakeRun(*m_workspace, "r1", "tiny-lora", false);
        addFakeRun(*m_workspace, "r2", "tiny-imsm");
        addFakeRun(*m_workspace, "r3", "mrpc");
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
        m_engine.reset();
        m_library.reset();
    }

    void withoutAGateItOffersTheDemonstration()
    {
        m_workspace->runs.resize(1);
        open();
        auto* const button = find<QPushButton>("gateDemonstration");
        QTRY_VERIFY(button->isVisible());
        QSignalSpy demonstration(m_page.get(), &Page::demonstrationRequested);
        QSignalSpy train(m_page.get(), &Page::openTrainRequested);
        button->click();
        find<QPushButton>("gateTrain")->click();
        QCOMPARE(demonstration.count(), 1);
        QCOMPARE(train.count(), 1);
        QVERIFY(!find<QPushButton>("gateGenerate")->isEnabled());
        QVERIFY(!find<QPushButton>("gateOpen")->isEnabled());

        addFakeRun(*m_workspace, "r9", "new");
        Q_EMIT m_library->runsChanged();
        QTRY_VERIFY(find<QComboBox>("gateRun")->isVisible());
    }

    void generatesWhatIsAsked()
    {
        open();
        auto* const runs = find<QComboBox>("gateRun");
        QTRY_COMPARE(runs->count(), 2);
        QCOMPARE(runs->itemText(0), QString::fromUtf8("mrpc · finished"));
        auto* const generate = find<QPushButton>("gateGenerate");
        QVERIFY(!generate->isEnabled()); // there is no prompt yet
        runs->setCurrentIndex(1);
        find<QPlainTextEdit>("gatePrompt")->setPlainText(QStringLiteral("Where is it?"));
        find<QSpinBox>("gateNewTokens")->setValue(20);
        find<QCheckBox>("gateStopAtNewline")->setChecked(true);
        find<QCheckBox>("gateKeep")->setChecked(true);
        find<QCheckBox>("gateChat")->setChecked(true);
        generate->click();
        QTRY_COMPARE(text().text().count(QStringLiteral(" lamp")), 2);
        QCOMPARE(m_record->requests.size(), size_t{1});
        const TraceRequest& request = m_record->requests.front();
        QCOMPARE(request.model.path, std::string("r2"));
        QCOMPARE(request.prompt, std::string("Where is it?"));
        QCOMPARE(request.sampling.maxNewTokens, int64_t{20});
        QCOMPARE(request.sampling.stopStrings, std::vector<std::string>{"\n"});
        QVERIFY(request.save);
        QVERIFY(request.chat);
        QCOMPARE(m_toasts, QStringList{"Kept with tiny-imsm"});
        QCOMPARE(find<QLabel>("pageSubtitle")->text(), QString::fromUtf8("tiny-imsm · finished"));
        QCOMPARE(
            find<QLabel>("gateProof")->text(), QString::fromUtf8("adapter 41aa…00 · gate c05d…00"));
    }

    void theKeyboardGeneratesToo()
    {
        open();
        QTRY_COMPARE(find<QComboBox>("gateRun")->count(), 2);
        auto* const prompt = find<QPlainTextEdit>("gatePrompt");
        prompt->setPlainText(QStringLiteral("x"));
        prompt->setFocus();
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!text().text().isEmpty());
    }

    void cancelGivesUpAndTheLateReplyIsNotShown()
    {
        open();
        QTRY_COMPARE(find<QComboBox>("gateRun")->count(), 2);
        find<QPlainTextEdit>("gatePrompt")->setPlainText(QStringLiteral("x"));
        m_record->hold = true;
        auto* const generate = find<QPushButton>("gateGenerate");
        generate->click();
        QCOMPARE(generate->text(), QStringLiteral("Cancel"));
        QVERIFY(find<QLabel>("gateSummary")->text().startsWith(QStringLiteral("answering")));
        QTRY_COMPARE(m_record->requests.size(), size_t{1});
        generate->click();
        QCOMPARE(generate->text(), QStringLiteral("Generate"));
        QTRY_COMPARE(m_record->stopped.load(), 1);
        QTRY_COMPARE(m_engine->pending(), 0);
        QCoreApplication::processEvents();
        QVERIFY(text().text().isEmpty());
        QVERIFY(find<QLabel>("gateSummary")->text().isEmpty());
    }

    void aFailureIsSaid()
    {
        open();
        QTRY_COMPARE(find<QComboBox>("gateRun")->count(), 2);
        m_knobs->fail = true;
        m_page->showRun(QStringLiteral("r2"), QStringLiteral("x"), true);
        QTRY_VERIFY(find<QLabel>("noticeText")->text().contains(QStringLiteral("is not there")));
        QCOMPARE(find<QPushButton>("gateGenerate")->text(), QStringLiteral("Generate"));
    }

    void showRunWaitsForTheList()
    {
        open();
        m_page->showRun(QStringLiteral("r2"), QStringLiteral("where"), true);
        QTRY_VERIFY(!text().text().isEmpty());
        QCOMPARE(m_record->requests.front().model.path, std::string("r2"));
        QCOMPARE(m_record->requests.front().prompt, std::string("where"));

        m_page->showRun(QStringLiteral("r1"));
        QTRY_VERIFY(find<QLabel>("noticeText")->text().contains(QStringLiteral("no gate")));
    }

    void theRunUnderTrainingCanBeAskedButKeepsNothing()
    {
        addFakeRun(*m_workspace, "20261124-100000-fake", "fake");
        m_workspace->runs.back().summary.adapterFolder.clear();
        m_workspace->runs.back().summary.status = "running";
        m_knobs->steps = 100'000;
        open();
        QTRY_COMPARE(find<QComboBox>("gateRun")->count(), 2);
        m_engine->train({"recipe.yaml", {}, {}});
        auto* const runs = find<QComboBox>("gateRun");
        QTRY_COMPARE(runs->count(), 3);
        QVERIFY(runs->itemText(0).contains(QStringLiteral("training now")));
        m_page->showRun(QStringLiteral("20261124-100000-fake"), QStringLiteral("x"));
        auto* const keep = find<QCheckBox>("gateKeep");
        QTRY_VERIFY(!keep->isEnabled());
        QVERIFY(keep->toolTip().contains(QStringLiteral("training has ended")));
        find<QPushButton>("gateGenerate")->click();
        QTRY_VERIFY(!text().text().isEmpty());
        QVERIFY(find<QLabel>("pageSubtitle")->text().startsWith(QStringLiteral("fake as it was")));
        QVERIFY(!m_record->requests.back().save);
        m_engine->stopTraining();
        QTRY_COMPARE(runs->count(), 2);
        QTRY_VERIFY(keep->isEnabled());
    }

    void aCheckpointCanBeAskedInsteadOfTheRun()
    {
        m_workspace->checkpoints["r3"] = {{100, "/runs/r3/step-000100"}, {200, "/r3/step-000200"}};
        open();
        auto* const states = find<QComboBox>("gateCheckpoint");
        QTRY_COMPARE(states->count(), 3);
        QVERIFY(states->isVisible());
        QCOMPARE(states->itemText(1), QStringLiteral("step 200")); // the newest first
        auto* const keep = find<QCheckBox>("gateKeep");
        QVERIFY(keep->isEnabled());
        states->setCurrentIndex(2);
        QVERIFY(!keep->isEnabled());
        QVERIFY(keep->toolTip().contains(QStringLiteral("checkpoint")));
        find<QPlainTextEdit>("gatePrompt")->setPlainText(QStringLiteral("x"));
        m_workspace->checkpoints["r3"].push_back({300, "/r3/step-000300"});
        Q_EMIT m_library->runsChanged();
        QTRY_COMPARE(states->count(), 4);
        QCOMPARE(states->currentText(), QStringLiteral("step 100")); // stays chosen
        find<QPushButton>("gateGenerate")->click();
        QTRY_VERIFY(!text().text().isEmpty());
        QCOMPARE(m_record->requests.front().model.path, std::string("r3"));
        QCOMPARE(m_record->requests.front().model.adapter, std::string("/runs/r3/step-000100"));
        QVERIFY(!m_record->requests.front().save);
        QCOMPARE(find<QLabel>("pageSubtitle")->text(),
            QString::fromUtf8("mrpc · checkpoint of step 100"));

        find<QComboBox>("gateRun")->setCurrentIndex(1);
        QVERIFY(!states->isVisible()); // it has none
        QVERIFY(keep->isEnabled());
    }

    void aTokenIsShownInAllPlaces()
    {
        open();
        const Trace trace = fakeTrace(30);
        m_page->showTrace(trace, QStringLiteral("here"), QStringLiteral("prompt"));
        QCOMPARE(find<TokenText>("gateQuery")->text(),
            QStringLiteral(" the gull keeps a lamp by the sea. the gull keeps"));
        auto* const candidates = find<QTableView>("gateCandidates")->model();
        QCOMPARE(candidates->index(0, 2).data().toString(), QStringLiteral("\" the\" 0.80"));
        text().lock(4);
        QCOMPARE(candidates->index(0, 2).data().toString(), QStringLiteral("\" lamp\" 0.80"));
        QVERIFY(find<QLabel>("gateTokenGate")
                    ->text()
                    .startsWith(
                        QStringLiteral("Base share %1").arg(trace.answer[4].gateMean, 0, 'f', 2)));
        QVERIFY(find<QLabel>("gateTokenLogitText")->text().contains(QStringLiteral("base")));
        Q_EMIT text().tokenHovered(7); // locked: stays
        QCOMPARE(candidates->index(0, 2).data().toString(), QStringLiteral("\" lamp\" 0.80"));
        Q_EMIT find<LineChart>("gateAlong")->clicked(9.2);
        QCOMPARE(text().locked(), 8);
        Q_EMIT find<HeatMap>("gateChannels")->columnClicked(1);
        QCOMPARE(text().locked(), 1);
        QVERIFY(text().accessibleDescription().contains(QStringLiteral("Token 2 of 30")));
        text().lock(-1);
        Q_EMIT text().tokenHovered(2);
        QCOMPARE(candidates->index(0, 2).data().toString(), QStringLiteral("\" keeps\" 0.80"));
    }

    void theMeasureChangesScaleAndMean()
    {
        open();
        m_page->showTrace(fakeTrace(27), QStringLiteral("here"), QStringLiteral("prompt"));
        auto* const summary = find<QLabel>("gateSummary");
        QVERIFY(summary->text().contains(QStringLiteral("27 token")));
        const QString legend = find<QWidget>("gateLegend")->accessibleName();
        QVERIFY(legend.contains(QStringLiteral("base")));
        const auto segments = find<Segmented>("gateMeasure")->findChildren<QToolButton*>();
        QCOMPARE(segments.size(), 5);
        for (int i = 1; i < 4; ++i) {
            segments[i]->click();
            QVERIFY(summary->text().contains(QStringLiteral("nats")));
            QVERIFY(find<QWidget>("gateLegend")->accessibleName().contains(QStringLiteral("nats")));
        }
        segments[4]->click();
        QCOMPARE(find<QWidget>("gateLegend")->accessibleName(), legend);
    }

    void aNarrowBandCanBeStretched()
    {
        open();
        Trace trace = fakeTrace(3);
        for (size_t i = 0; i < trace.answer.size(); ++i)
            trace.answer[i].gateMean = 0.49 - 0.01 * static_cast<double>(i);
        m_page->showTrace(trace, QStringLiteral("here"), QStringLiteral("prompt"));
        auto* const stretch = find<QCheckBox>("gateStretch");
        auto* const legend = find<QWidget>("gateLegend");
        QVERIFY(!stretch->isChecked());
        const QString whole = legend->accessibleName();
        const QImage pale = text().picture();
        stretch->click();
        QVERIFY(legend->accessibleName().contains(QStringLiteral("tuned 0.470")));
        QVERIFY(legend->accessibleName().contains(QStringLiteral("0.530 base")));
        QVERIFY(text().picture() != pale);
        find<Segmented>("gateMeasure")->findChildren<QToolButton*>()[3]->click(); // entropy
        QVERIFY(!stretch->isEnabled() && !stretch->toolTip().isEmpty());
        find<Segmented>("gateMeasure")->findChildren<QToolButton*>()[0]->click();
        stretch->click();
        QCOMPARE(legend->accessibleName(), whole);
    }

    void opensWhatWasKept()
    {
        StoredSample sample;
        sample.prompt = "kept prompt";
        sample.created = "2026-11-24T10:00:00Z";
        sample.trace = fakeTrace(12);
        m_workspace->samples["r3"] = {sample};
        open();
        QTRY_COMPARE(find<QComboBox>("gateRun")->count(), 2);
        find<QPushButton>("gateOpen")->click();
        auto* const list = find<QTableView>("gateTraces");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        find<QPushButton>("gateTracesOpen")->click();
        QTRY_VERIFY(!text().text().isEmpty());
        QCOMPARE(find<QPlainTextEdit>("gatePrompt")->toPlainText(), QStringLiteral("kept prompt"));
        QVERIFY(find<QLabel>("pageSubtitle")->text().startsWith(QString::fromUtf8("mrpc · kept")));
        QTRY_VERIFY(!m_page->findChild<StoredTracesDialog*>());

        find<QComboBox>("gateRun")->setCurrentIndex(1);
        find<QPushButton>("gateOpen")->click();
        QTRY_VERIFY(
            find<QLabel>("gateTracesText")->text().contains(QStringLiteral("Nothing is kept")));
        QVERIFY(!find<QPushButton>("gateTracesOpen")->isEnabled());
    }

    void exportsFiguresAndPicture()
    {
        QTemporaryDir folder;
        open();
        QVERIFY(!find<QPushButton>("gateExport")->isEnabled());
        m_page->showTrace(fakeTrace(5), QStringLiteral("here"), QStringLiteral("prompt"));
        QVERIFY(find<QPushButton>("gateExport")->isEnabled());
        auto* const menu = m_page->findChild<TraceMenu*>();
        menu->writeCsv(folder.filePath(QStringLiteral("a.csv")));
        QTRY_COMPARE(m_toasts.size(), 1);
        QFile csv(folder.filePath(QStringLiteral("a.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count("\r\n"), 6);
        menu->writePicture(folder.filePath(QStringLiteral("a.png")));
        QTRY_COMPARE(m_toasts.size(), 2);
        QVERIFY(!QImage(folder.filePath(QStringLiteral("a.png"))).isNull());
        menu->writeCsv(folder.filePath(QStringLiteral("none/a.csv")));
        QTRY_VERIFY(find<QLabel>("noticeText")->text().contains(QStringLiteral("a.csv")));
    }

    void longTracesOpenAndScrollSmoothly_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::newRow("2,000") << 2000;
        QTest::newRow("4,000") << 4000;
    }
    void longTracesOpenAndScrollSmoothly()
    {
        QFETCH(int, tokens);
        open();
        Trace trace = fakeTrace(tokens);
        QElapsedTimer timer;
        timer.start();
        m_page->showTrace(std::move(trace), QStringLiteral("long"), QStringLiteral("prompt"));
        qInfo() << "shown after ms:" << timer.elapsed();
        QVERIFY(timer.elapsed() < 300);
        QCoreApplication::processEvents();
        for (int step = 1; step <= 10; ++step) {
            timer.start();
            text().verticalScrollBar()->setValue(step * 200);
            text().viewport()->repaint();
            QVERIFY2(timer.elapsed() < 50, qPrintable(QString::number(timer.elapsed())));
        }
        timer.start();
        text().lock(tokens / 2);
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
    }

    void everyControlHasANameAndAMeaning()
    {
        open();
        m_page->showTrace(fakeTrace(5), QStringLiteral("here"), QStringLiteral("prompt"));
        for (const char* name : {"gateRun", "gatePrompt", "gateNewTokens", "gateIntensity",
                 "gateText", "gateQuery", "gateAlong", "gateChannels", "gateHistogram"})
            QVERIFY2(!find<QWidget>(name)->accessibleName().isEmpty(), name);
        for (const char* name : {"gateOpen", "gateExport", "gateGenerate", "gateRun",
                 "gateNewTokens", "gateStopAtNewline", "gateKeep", "gateIntensity"})
            QVERIFY2(!find<QWidget>(name)->toolTip().isEmpty(), name);
    }

    void looksAgainWhenTheThemeChanges()
    {
        open();
        m_page->showTrace(fakeTrace(60), QStringLiteral("here"), QStringLiteral("prompt"));
        applyTheme(*qApp, ThemeChoice::Dark);
        QCoreApplication::processEvents();
        const QImage dark = m_page->grab().toImage();
        applyTheme(*qApp, ThemeChoice::Light);
        QCoreApplication::processEvents();
        QVERIFY(m_page->grab().toImage() != dark);
    }

private:
    void open()
    {
        m_engine = std::make_unique<EngineThread>([knobs = m_knobs, record = m_record] {
            return std::make_unique<PatientEngine>(knobs, record);
        });
        m_library = std::make_unique<LibraryThread>(
            [workspace = m_workspace] { return std::make_unique<FakeLibrary>(workspace); });
        m_toasts.clear();
        m_services.reset(new Services{*m_engine, *m_library, "/nowhere",
            [this](const QString& text, const QString&, const std::function<void()>&) {
                m_toasts << text;
            }});
        m_page = std::make_unique<GatePage>(*m_services);
        m_page->resize(1104, 736);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    template <class Widget>
    Widget* find(const char* name) const
    {
        auto* const found = m_page->findChild<Widget*>(QString::fromLatin1(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }

    TokenText& text() const { return *find<TokenText>("gateText"); }

    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::shared_ptr<PatientEngine::Record> m_record;
    std::shared_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<GatePage> m_page;
    QStringList m_toasts;
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestGatePage)
#include "test_gate_page.moc"
