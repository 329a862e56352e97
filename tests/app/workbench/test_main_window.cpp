// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/handler_clock.h"
#include "app/workbench/main_window.h"
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_hub.h"
#include "tests/ui/support/fake_library.h"
#include "ui/jobs/hub_thread.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

namespace interweave::ui {

namespace {

constexpr int kPages = 7;

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_runs = std::make_shared<FakeWorkspace>();
        m_cache = std::make_shared<FakeHubState>();
        open();
    }
    void cleanup() { close(); }

    void everyPageIsAKeyAway()
    {
        for (int page = 0; page < kPages; ++page) {
            QTest::keyClick(
                m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + page), Qt::ControlModifier);
            QCOMPARE(int(m_window->currentPage()), page);
        }
    }

    void remembersThemeAndPage()
    {
        m_window->showPage(MainWindow::Runs);
        m_window->close();
        Preferences(m_folder.path().toStdString()).setTheme(ThemeChoice::Dark);
        close();
        applyTheme(*qApp, Preferences(m_folder.path().toStdString()).theme());
        open();
        QCOMPARE(m_window->currentPage(), MainWindow::Runs);
        QVERIFY(colours().dark);
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(!colours().dark);
        m_window->showPage(MainWindow::Train);
        m_window->close();
    }

    /// One click trains both and brings up the gate; the second shows what was forgotten.
    void theDemonstrationTakesTwoClicks()
    {
        m_knobs->steps = 10;
        auto* const start = child<QPushButton>(QStringLiteral("trainDemonstration"));
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_COMPARE(m_knobs->trained.load(), 20);
        QTRY_COMPARE(m_window->currentPage(), MainWindow::Gate);
        QTest::mouseClick(child<QToolButton>(QStringLiteral("rail-forgetting")), Qt::LeftButton);
        QCOMPARE(m_window->currentPage(), MainWindow::Forgetting);
    }

    void aModelGoesToTrain()
    {
        m_cache->cache = {fakeRepo("org/a")};
        m_window->showPage(MainWindow::Models);
        auto* const train = child<QPushButton>(QStringLiteral("modelTrain"));
        QTRY_VERIFY(train->isVisible() && train->isEnabled());
        train->click();
        QCOMPARE(m_window->currentPage(), MainWindow::Train);
        QTRY_VERIFY(child<QLineEdit>(QStringLiteral("model"))->text().contains("models--org--a"));
    }

    void aDownloadShowsBesideTheEnginesJob()
    {
        auto* const job = child<QLabel>(QStringLiteral("statusJob"));
        auto* const transfer = child<QLabel>(QStringLiteral("statusTransfer"));
        QCOMPARE(job->text(), QStringLiteral("Ready"));
        QVERIFY(!transfer->isVisible());
        m_window->showPage(MainWindow::Models);
        auto* const button = child<QPushButton>(QStringLiteral("modelsFetch"));
        QTRY_VERIFY(button->isEnabled());
        fetch(); // shows the files
        QTRY_VERIFY(child<QWidget>(QStringLiteral("planFiles"))->isVisible());
        fetch();
        QTRY_COMPARE(transfer->text(), QStringLiteral("Fetching org/name"));
        QVERIFY(transfer->isVisible() && job->isVisible());
        m_window->showPage(MainWindow::Runs);
        QVERIFY(transfer->isVisible());
        child<QPushButton>(QStringLiteral("fetchCancel"))->click();
        QTRY_VERIFY(!transfer->isVisible());
    }

    void noHandlerHoldsTheWindowWhileItTrains()
    {
        for (int run = 0; run < 50; ++run)
            addFakeRun(*m_runs, "run-" + std::to_string(run), "run " + std::to_string(run),
                run % 2 == 0, 1000);
        for (int page = 0; page < kPages; ++page) { // built and laid out once
            m_window->showPage(static_cast<MainWindow::PageIndex>(page));
            QTest::qWait(50);
        }
        m_knobs->steps = 100'000;
        m_knobs->stepMs = 1;
        m_engine->train({"recipe.yaml", {}, {}});
        QTRY_VERIFY(m_knobs->trained > 10);
        auto* const clock = static_cast<HandlerClock*>(qApp);
        clock->forget();
        for (int turn = 0; turn < 40; ++turn) {
            m_window->showPage(static_cast<MainWindow::PageIndex>(turn % kPages));
            QTest::qWait(40);
        }
        qInfo("slowest handler: %.1f ms, %s", clock->slowest().milliseconds,
            qPrintable(clock->slowest().what));
        QVERIFY2(clock->slowest().milliseconds < 100.0, qPrintable(clock->slowest().what));
    }

    /// Start, pause, go on, cancel, stop, switch pages, ask, close and open again, in any order.
    /// INTERWEAVE_SEQUENCES: how many times.
    void anyOrderOfThingsIsSafe()
    {
        bool given = false;
        const int asked = qEnvironmentVariableIntValue("INTERWEAVE_SEQUENCES", &given);
        const int sequences = given ? asked : 20;
        QRandomGenerator random(2024);
        for (int sequence = 0; sequence < sequences; ++sequence) {
            m_knobs->steps = 5 + random.bounded(200);
            for (int i = 0; i < 12; ++i)
                doSomething(random.bounded(10), random.bounded(kPages));
            close();
            open();
        }
    }

private:
    void open()
    {
        m_engine = std::make_unique<EngineThread>(
            [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
        m_library = std::make_unique<LibraryThread>(
            [runs = m_runs] { return std::make_unique<FakeLibrary>(runs); });
        m_hub = std::make_unique<HubThread>(
            [cache = m_cache] { return std::make_unique<FakeHub>(cache); });
        m_window = std::make_unique<MainWindow>(
            *m_engine, *m_library, *m_hub, m_folder.path().toStdString());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void close()
    {
        m_window.reset();
        m_hub.reset();
        m_engine.reset();
        m_library.reset();
    }

    template <class T>
    T* child(const QString& name)
    {
        T* const found = m_window->findChild<T*>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }

    void doSomething(int what, int page)
    {
        switch (what) {
        case 0:
        case 1: m_engine->train({"recipe.yaml", {}, {}}); break;
        case 2: m_engine->pauseTraining(); break;
        case 3: m_engine->proceedTraining(); break;
        case 4: m_engine->cancelTraining(); break;
        case 5: m_engine->stopTraining(); break;
        case 6: m_window->showPage(static_cast<MainWindow::PageIndex>(page)); break;
        case 7: QCoreApplication::processEvents(); break;
        case 8: fetch(); break;
        default: m_knobs->fail = page == 0;
        }
    }

    /// Shows the files, and fetches them where they are shown; on a hub that takes its time.
    void fetch()
    {
        {
            const std::scoped_lock lock(m_cache->mutex);
            m_cache->parts = 1'000'000;
        }
        child<QLineEdit>(QStringLiteral("fetchName"))->setText(QStringLiteral("org/name"));
        child<QPushButton>(QStringLiteral("modelsFetch"))->click();
    }

    QTemporaryDir m_folder;
    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::shared_ptr<FakeWorkspace> m_runs;
    std::shared_ptr<FakeHubState> m_cache;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<HubThread> m_hub;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace interweave::ui

int main(int argc, char** argv)
{
    interweave::ui::HandlerClock application(argc, argv);
    interweave::ui::applyTheme(application, interweave::ui::ThemeChoice::Light);
    interweave::ui::TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_main_window.moc"
