// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/plots/line_chart.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include <ctime>
#include <set>

namespace interweave::ui {

namespace {

constexpr double kHandlerMs = 100.0;

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

/// Measures what the window's thread spends on the dearest event, and on all.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_inside)
            return QApplication::notify(receiver, event);
        m_inside = true;
        const double before = threadMs();
        const bool done = QApplication::notify(receiver, event);
        const double spent = threadMs() - before;
        m_inside = false;
        dearest = std::max(dearest, spent);
        all += spent;
        return done;
    }

    double dearest = 0.0;
    double all = 0.0;

private:
    bool m_inside = false;
};

TimedApplication& application()
{
    return *static_cast<TimedApplication*>(qApp);
}

/// Remembers which curves it was asked for, and refuses to touch the run that is being trained.
class WatchedLibrary : public FakeLibrary {
public:
    struct Log {
        std::vector<std::string> curves; // "run/series"
        std::set<std::string> trained;
    };

    WatchedLibrary(std::shared_ptr<FakeWorkspace> workspace, std::shared_ptr<Log> log)
        : FakeLibrary(std::move(workspace))
        , m_log(std::move(log))
    {
    }
    MetricSeries series(const std::string& run, const std::string& name) const override
    {
        m_log->curves.push_back(run + "/" + name);
        return FakeLibrary::series(run, name);
    }
    std::string remove(const std::string& run) override
    {
        if (m_log->trained.contains(run))
            throw Error(ErrorCode::InvalidArgument, run, "is being trained");
        return FakeLibrary::remove(run);
    }

private:
    std::shared_ptr<Log> m_log;
};

} // namespace

class TestRunsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_workspace = std::make_shared<FakeWorkspace>();
        m_log = std::make_shared<WatchedLibrary::Log>();
        m_toasts.clear();
        m_undo = {};
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
        m_library.reset();
        m_engine.reset();
    }

    void nothingYetOffersTheFirstRun()
    {
        open();
        QTRY_COMPARE(child<QStackedWidget>("runsStack").currentIndex(), 1);
        QSignalSpy demonstration(m_page.get(), &RunsPage::demonstrationRequested);
        QSignalSpy train(m_page.get(), &Page::openTrainRequested);
        child<QPushButton>("runsDemonstration").click();
        child<QPushButton>("runsEmptyNew").click();
        child<QPushButton>("runsNew").click();
        QCOMPARE(demonstration.count(), 1);
        QCOMPARE(train.count(), 2);
        QVERIFY(!child<QPushButton>("runsReport").isEnabled());
    }

    void listsTheNewestFirstAndShowsIt()
    {
        openWith({"one", "two", "three"});
        QCOMPARE(cell(0, 0), QStringLiteral("three"));
        QTRY_COMPARE(chart(0).lines().size(), 1U);
        QCOMPARE(chart(0).lines()[0].name, QStringLiteral("three"));
        QCOMPARE(child<QComboBox>("curvesSeries0").currentText(), QStringLiteral("loss"));
        QCOMPARE(child<QComboBox>("curvesSeries1").currentText(), QStringLiteral("gate_mean"));
        QCOMPARE(child<QTableView>("configurationTable").model()->columnCount(), 2);
    }

    void searchKeepsWhatMatches()
    {
        openWith({"red", "green", "greenish"});
        QTest::keyClicks(&child<QLineEdit>("runsSearch"), "GREEN fin");
        QCOMPARE(table().model()->rowCount(), 2);
        QTest::keyClicks(&child<QLineEdit>("runsSearch"), "zzz");
        QCOMPARE(table().model()->rowCount(), 0);
        child<QLineEdit>("runsSearch").clear();
        QCOMPARE(table().model()->rowCount(), 3);
    }

    void renamesAndTagsInPlace()
    {
        openWith({"one"});
        edit(Qt::Key_F2, Qt::NoModifier, "better");
        QTRY_COMPARE(cell(0, 0), QStringLiteral("better"));
        edit(Qt::Key_T, Qt::ControlModifier, "paper, best");
        settle();
        QCOMPARE(m_workspace->runs[0].summary.name, std::string("better"));
        QCOMPARE(m_workspace->runs[0].tags.size(), 2U);
        edit(Qt::Key_T, Qt::ControlModifier, "best");
        settle();
        QCOMPARE(m_workspace->runs[0].tags, std::vector<std::string>{"best"});
    }

    void notesSaveThemselves()
    {
        openWith({"one", "two"});
        trigger("noteRun");
        auto& notes = child<QPlainTextEdit>("runNotes");
        QTRY_VERIFY(notes.isEnabled());
        QTest::keyClicks(&notes, "too hot");
        QTRY_VERIFY(cell(0, 7).contains("too hot")); // after the pause
        notes.setPlainText("cooler");
        choose({1}); // another run: what was written goes to its own
        QTRY_COMPARE(cell(0, 7), QStringLiteral("cooler"));
        QTRY_COMPARE(notes.toPlainText(), QString());
        settle();
        QCOMPARE(m_workspace->runs[1].notes, std::string("cooler"));
        QVERIFY(m_workspace->runs[0].notes.empty());
    }

    void deletesAndUndoes()
    {
        openWith({"one", "two", "three"});
        choose({0, 2});
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Delete);
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QCOMPARE(cell(0, 0), QStringLiteral("two"));
        QTRY_COMPARE(m_toasts.size(), 1);
        m_undo();
        QTRY_COMPARE(table().model()->rowCount(), 3);
        choose({1});
        trigger("removeRun");
        QTRY_COMPARE(m_toasts.size(), 2);
        QVERIFY(m_toasts[1].contains("two"));
    }

    void saysWhatWasRefused()
    {
        m_log->trained = {"run-0"};
        openWith({"one", "two"});
        choose({0, 1});
        trigger("removeRun");
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QTRY_VERIFY(noticeText().contains("is being trained"));
    }

    void deletedRunsComeBackOrGoForGood()
    {
        openWith({"one", "two"});
        table().selectAll();
        trigger("removeRun");
        QTRY_COMPARE(table().model()->rowCount(), 0);
        QCOMPARE(child<QStackedWidget>("runsStack").currentIndex(), 0);
        const QList<QAbstractButton*> sides
            = child<QWidget>("runsSide").findChildren<QAbstractButton*>();
        sides[1]->click();
        auto& deleted = child<QTableView>("deletedTable");
        QTRY_COMPARE(deleted.model()->rowCount(), 2);
        deleted.selectRow(0);
        trigger("restoreRun");
        QTRY_COMPARE(deleted.model()->rowCount(), 1);
        deleted.selectRow(0);
        trigger("purgeRun");
        QTRY_VERIFY(m_page->findChild<QMessageBox*>("purgeQuestion"));
        child<QPushButton>("purgeConfirm").click();
        QTRY_COMPARE(deleted.model()->rowCount(), 0);
        settle();
        QVERIFY(m_workspace->deleted.empty());
        QCOMPARE(m_workspace->runs.size(), 1U);
    }

    void asksOnlyForTheChosenCurvesAndOnlyOnce()
    {
        openWith({"a", "b", "c", "d"});
        QTRY_COMPARE(chart(0).lines().size(), 1U); // run-3, the newest
        choose({1, 2});
        QTRY_COMPARE(chart(0).lines().size(), 2U);
        choose({1});
        QTRY_COMPARE(chart(0).lines().size(), 1U);
        settle();
        std::vector<std::string> asked = m_log->curves;
        std::sort(asked.begin(), asked.end());
        QCOMPARE(asked,
            (std::vector<std::string>{"run-1/gate_mean", "run-1/loss", "run-2/gate_mean",
                "run-2/loss", "run-3/gate_mean", "run-3/loss"}));

        auto& series = child<QComboBox>("curvesSeries1");
        series.setCurrentText("learning_rate");
        Q_EMIT series.activated(series.currentIndex());
        QTRY_COMPARE(chart(1).lines()[0].y.front(), 1e-3 * 0.99);
        choose({0, 1});
        QTRY_COMPARE(chart(1).lines().size(), 2U);
        QCOMPARE(series.currentText(), QStringLiteral("learning_rate"));
    }

    void hoverIsLinked()
    {
        openWith({"a"});
        QTRY_COMPARE(chart(0).lines().size(), 1U);
        const QImage before = chart(1).grab().toImage();
        QTest::mouseMove(&chart(0), chart(0).rect().center());
        QTRY_VERIFY(chart(1).grab().toImage() != before); // it has the cursor now
    }

    void configurationsSideBySide()
    {
        addFakeRun(*m_workspace, "run-0", "imsm", true);
        addFakeRun(*m_workspace, "run-1", "lora", false);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 2);
        QTRY_COMPARE(child<QTableView>("configurationTable").model()->columnCount(), 2);
        table().selectAll();
        const QAbstractItemModel& model = *child<QTableView>("configurationTable").model();
        QTRY_COMPARE(model.columnCount(), 3);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("method.siamese"));
        QTest::keyClicks(&child<QLineEdit>("configurationSearch"), "rate");
        QCOMPARE(model.rowCount(), 0);
    }

    void aRunThatWasCutOffCanGoOn()
    {
        addFakeRun(*m_workspace, "run-0", "one");
        addFakeRun(*m_workspace, "run-1", "two");
        m_workspace->runs[0].summary.status = "interrupted";
        m_workspace->runs[0].summary.step = 40;
        open();
        QTRY_VERIFY(noticeText().contains("one was cut off at step 40"));
        QSignalSpy resume(m_page.get(), &Page::resumeRequested);
        child<QPushButton>("noticeAction").click();
        QCOMPARE(resume.takeFirst(), QVariantList{"run-0"});
        QVERIFY(!child<QAction>("resumeRun").isEnabled()); // the newest is chosen, it finished
        choose({rowNamed("one")});
        QTRY_VERIFY(child<QAction>("resumeRun").isEnabled());
        trigger("resumeRun");
        QCOMPARE(resume.count(), 1);
    }

    void opensOnOtherPages()
    {
        openWith({"one", "two"});
        QSignalSpy gate(m_page.get(), &Page::openGateRequested);
        QSignalSpy compare(m_page.get(), &Page::openCompareRequested);
        QSignalSpy forgetting(m_page.get(), &Page::openForgettingRequested);
        QTRY_VERIFY(child<QAction>("openGate").isEnabled());
        trigger("openGate");
        trigger("openCompare");
        QCOMPARE(gate.takeFirst(), QVariantList{"run-1"});
        QCOMPARE(compare.takeFirst(), QVariantList{"run-1"});
        table().selectAll();
        QTRY_VERIFY(!child<QAction>("openGate").isEnabled());
        QVERIFY(!child<QAction>("openGate").toolTip().isEmpty());
        trigger("openForgetting");
        QCOMPARE(forgetting.takeFirst()[0].toStringList().size(), 2);
    }

    void writesFiles()
    {
        QTemporaryDir folder;
        openWith({"one"});
        child<QPushButton>("runsReport").click();
        answer(folder.filePath("r.html"));
        QTRY_VERIFY(noticeText().contains("r.html"));
        settle();
        QCOMPARE(m_workspace->written, std::vector{folder.filePath("r.html").toStdString()});
        for (const auto& [action, file] : {std::pair{"exportTable", "t.csv"},
                 std::pair{"exportCurves", "c.csv"}, std::pair{"exportJson", "j.json"}}) {
            trigger(action);
            answer(folder.filePath(file));
            QTRY_VERIFY(QFileInfo(folder.filePath(file)).size() > 20);
        }
        trigger("exportFolder");
        answer(folder.path());
        QTRY_VERIFY(noticeText().contains(folder.path()));
        settle();
        QCOMPARE(m_workspace->written.back(), folder.filePath("run-0").toStdString());
    }

    void followsTheTraining()
    {
        openWith({"one"});
        const auto knobs = m_knobs;
        knobs->steps = 5;
        addFakeRun(*m_workspace, "run-9", "new"); // no job runs now
        m_engine->train({"recipe.yaml", {}, {}});
        QTRY_COMPARE(table().model()->rowCount(), 2);
    }

    void aFailureIsShown()
    {
        m_workspace->fail = true;
        open();
        QTRY_VERIFY(noticeText().contains("cannot be read"));
    }

    void aThousandRunsOpenAtOnce()
    {
        for (int i = 0; i < 1'000; ++i)
            addFakeRun(*m_workspace, "run-" + std::to_string(i), "name " + std::to_string(i),
                i % 2 == 0, 2);
        open();
        application().all = application().dearest = 0.0;
        QTRY_COMPARE(table().model()->rowCount(), 1'000);
        settle();
        qInfo("window thread: %.1f ms, dearest event %.1f ms", application().all,
            application().dearest);
        QVERIFY(application().all < 200.0);
        QVERIFY(application().dearest < kHandlerMs);

        choose({500});
        m_workspace->runs[3].notes = "changed";
        application().all = 0.0;
        m_page->refresh();
        QTRY_VERIFY(rowNamed("name 3") >= 0 && cell(rowNamed("name 3"), 7) == "changed");
        QVERIFY(application().all < 200.0);
        QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table().selectionModel()->selectedRows()[0].row(), 500);
    }

    void twoHundredLongCurvesDoNotStutter()
    {
        for (int i = 0; i < 200; ++i)
            addFakeRun(*m_workspace, "run-" + std::to_string(i), "name " + std::to_string(i), true,
                10'000);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 200);
        QTRY_COMPARE(chart(0).lines().size(), 1U);
        application().dearest = 0.0;
        double before = threadMs();
        table().selectAll();
        QVERIFY(threadMs() - before < kHandlerMs);
        QTRY_COMPARE_WITH_TIMEOUT(chart(0).lines().size(), 200U, 60'000);
        QCOMPARE(chart(0).lines()[7].x.size(), 10'000);
        settle();
        qInfo("dearest event %.1f ms", application().dearest);
        QVERIFY(application().dearest < kHandlerMs);

        application().dearest = 0.0;
        QTest::mouseMove(&chart(0), chart(0).rect().center());
        QTest::mouseMove(&chart(0), chart(0).rect().center() + QPoint(20, 5));
        settle();
        qInfo("dearest event of pointing %.1f ms", application().dearest);
        QVERIFY(application().dearest < kHandlerMs);
    }

private:
    template <class T>
    T& child(const char* name)
    {
        T* const found = m_page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    QTableView& table() { return child<QTableView>("runsTable"); }
    LineChart& chart(int place)
    {
        return child<LineChart>(place == 0 ? "curvesChart0" : "curvesChart1");
    }
    QString cell(int row, int column)
    {
        return table().model()->index(row, column).data().toString();
    }
    int rowNamed(const QString& name)
    {
        for (int row = 0; row < table().model()->rowCount(); ++row)
            if (cell(row, 0) == name)
                return row;
        return -1;
    }
    QString noticeText() { return child<QLabel>("noticeText").text(); }
    void trigger(const char* action)
    {
        QTRY_VERIFY(child<QAction>(action).isEnabled());
        child<QAction>(action).trigger();
    }

    void open()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_engine = std::make_unique<EngineThread>(
            [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
        m_library = std::make_unique<LibraryThread>([workspace = m_workspace, log = m_log] {
            return std::make_unique<WatchedLibrary>(workspace, log);
        });
        m_services.emplace(Services{*m_engine, *m_library, "/nowhere",
            [this](const QString& text, const QString&, std::function<void()> undo) {
                m_toasts += text;
                m_undo = std::move(undo);
            }});
        m_page = std::make_unique<RunsPage>(*m_services);
        m_page->resize(1104, 736);
        m_page->show();
    }
    void openWith(const std::vector<std::string>& names)
    {
        for (size_t i = 0; i < names.size(); ++i) {
            addFakeRun(*m_workspace, "run-" + std::to_string(i), names[i]);
            m_workspace->runs.back().summary.created
                = "2026-11-24T1" + std::to_string(i) + ":00:00Z";
        }
        open();
        QTRY_COMPARE(table().model()->rowCount(), static_cast<int>(names.size()));
        QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 1);
        settle();
    }
    /// Until what the page gathers has been asked for and answered.
    void settle()
    {
        int quiet = 0;
        QTRY_VERIFY((quiet = m_library->pending() == 0 ? quiet + 1 : 0) > 4);
    }
    /// Rows as they stand.
    void choose(const std::vector<int>& rows)
    {
        table().clearSelection();
        for (const int row : rows)
            table().selectionModel()->select(table().model()->index(row, 0),
                QItemSelectionModel::Select | QItemSelectionModel::Rows);
        settle();
    }
    void edit(Qt::Key key, Qt::KeyboardModifier modifier, const QString& text)
    {
        table().setFocus();
        QTest::keyClick(&table(), key, modifier);
        QLineEdit* editor = nullptr;
        QTRY_VERIFY((editor = table().viewport()->findChild<QLineEdit*>()));
        editor->setText(text);
        QTest::keyClick(editor, Qt::Key_Return);
        settle();
    }
    void answer(const QString& path)
    {
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = m_page->findChild<QFileDialog*>("exportDialog")));
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
        settle();
    }

    std::shared_ptr<FakeWorkspace> m_workspace;
    std::shared_ptr<WatchedLibrary::Log> m_log;
    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::optional<Services> m_services;
    std::unique_ptr<RunsPage> m_page;
    QStringList m_toasts;
    std::function<void()> m_undo;
};

} // namespace interweave::ui

int main(int argc, char** argv)
{
    interweave::ui::TimedApplication application(argc, argv);
    interweave::ui::applyTheme(application, interweave::ui::ThemeChoice::Light);
    interweave::ui::TestRunsPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_runs_page.moc"
