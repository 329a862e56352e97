// SPDX-License-Identifier: Apache-2.0
#include "core/api/recipe_preview.h"
#include "core/support/atomic_file.h"
#include "ui/pages/train/sweep_panel.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

namespace interweave::ui {

namespace {

const std::string kTiny = INTERWEAVE_TINY;

} // namespace

/// Sweeps of the embedded default, trained for a few steps.
class TestSweepPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "opened"); }
    void cleanupTestCase() { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_recipe = path("recipe.yaml");
        writeRecipe(3);
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void aGridIsCheckedAsOnTheCommandLine()
    {
        type("sweepGrid", "train.learning_rat = 1e-4, 1e-3");
        QTRY_VERIFY(problem().contains(QStringLiteral("learning_rate"))); // did you mean
        QVERIFY(!button("sweepStart")->isEnabled());
        type("sweepGrid", "train.epochs");
        QTRY_VERIFY(problem().contains(QStringLiteral("key=a,b,c was expected")));
        type("sweepGrid", "train.learning_rate = many");
        QTRY_VERIFY(problem().contains(QStringLiteral("'many'")));
        type("sweepGrid", "train.learning_rate = 1e-4, 1e-3");
        QTRY_VERIFY(button("sweepStart")->isEnabled());
        QCOMPARE(problem(), QString());
        QVERIFY(label("cardQualifier", true).contains(QStringLiteral("2 runs")));
        type("sweepSuite", "/nowhere/suite.yaml");
        QTRY_VERIFY(problem().contains(QStringLiteral("/nowhere/suite.yaml")));
    }

    void comparisonsAreAClickEach()
    {
        QVERIFY(!child<QCheckBox>("compare:anchored")->isEnabled());
        QCOMPARE(label("sweepWhyNot"), QStringLiteral("The recipe has no anchor text."));
        tick("compare:adapter");
        tick("compare:mean");
        tick("rate:0.3");
        tick("rate:1");
        type("sweepSeeds", "1, 2");
        QTRY_COMPARE(rows(), 8);
        QCOMPARE(cell(1, 0), QStringLiteral("lora lr=0.005 1"));
        QCOMPARE(cell(1, 1), QStringLiteral("waiting"));
    }

    void runsToItsEndAndReports()
    {
        writeTwo();
        QSignalSpy training(m_engine.get(), &EngineThread::trainingBegun);
        QSignalSpy steps(m_engine.get(), &EngineThread::trainingProgressed);
        button("sweepStart")->click();
        QTRY_COMPARE_WITH_TIMEOUT(notice(), QStringLiteral("All 2 runs are done."), 60000);
        QCOMPARE(training.count(), 2);
        QVERIFY(steps.count() >= 2); // live, as of any run
        QVERIFY(!m_engine->training() && !m_engine->sweeping());
        QCOMPARE(cell(0, 1), QStringLiteral("done"));
        QVERIFY(cell(1, 2) != QString(QChar(0x2013)));
        QVERIFY(label("cardQualifier", true).contains(QStringLiteral("2 of 2 done")));
        QVERIFY(
            child<QLineEdit>("sweepCommand")->text().endsWith(QStringLiteral("/sweeps/two.yaml")));
        QVERIFY(QFile::exists(path("sweeps/two.yaml")));

        const QString file = path("two.html");
        m_panel->writeReport(file);
        QTRY_COMPARE_WITH_TIMEOUT(m_opened, QUrl::fromLocalFile(file), 20000);
        QVERIFY(QFile::exists(file));

        QSignalSpy runs(m_panel.get(), &SweepPanel::runsRequested);
        QSignalSpy forgetting(m_panel.get(), &SweepPanel::forgettingRequested);
        button("sweepOnRuns")->click();
        button("sweepForgetting")->click();
        QCOMPARE(runs[0][0].toString(), QStringLiteral("sweep:two"));
        QCOMPARE(forgetting[0][0].toStringList().size(), 2);
        QSignalSpy run(m_panel.get(), &SweepPanel::runRequested);
        Q_EMIT child<QTableView>("sweepRuns")
            ->clicked(child<QTableView>("sweepRuns")->model()->index(1, 0));
        QCOMPARE(run[0][0].toString(), forgetting[0][0].toStringList()[1]);

        button("sweepNew")->click(); // what was written is there still
        QTRY_VERIFY(label("sweepHint").startsWith(QStringLiteral("A sweep of this name is kept")));
        auto* const source = child<QComboBox>("sweepSource");
        QCOMPARE(source->itemText(source->count() - 1), QStringLiteral("two · 2 of 2 done"));
        QTRY_VERIFY(label("cardQualifier", true).contains(QStringLiteral("2 done already")));
    }

    void isStoppedAndGoesOnInAnotherWindow()
    {
        writeRecipe(40);
        takeRecipe();
        writeTwo();
        int begun = 0;
        connect(m_engine.get(), &EngineThread::trainingBegun, this, [&] { ++begun; });
        const auto stopping = connect(m_engine.get(), &EngineThread::trainingProgressed, this, [&] {
            if (begun == 2)
                m_engine->stopTraining();
        });
        button("sweepStart")->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            notice().startsWith(QStringLiteral("Stopped with 1 of 2 runs done.")), 60000);
        QVERIFY(cell(1, 1).startsWith(QStringLiteral("stopped at ")));
        const QString id = idOf(1);
        disconnect(stopping);

        closeWindow();
        openWindow();
        auto* const source = child<QComboBox>("sweepSource");
        QTRY_COMPARE(source->itemText(source->count() - 1), QStringLiteral("two · 1 of 2 done"));
        source->setCurrentIndex(source->count() - 1);
        Q_EMIT source->activated(source->count() - 1);
        QCOMPARE(child<QAbstractButton>("noticeAction")->text(), QStringLiteral("Continue"));
        child<QAbstractButton>("noticeAction")->click();
        QTRY_COMPARE_WITH_TIMEOUT(notice(), QStringLiteral("All 2 runs are done."), 60000);
        QCOMPARE(idOf(1), id); // it went on
    }

    /// Which run and why; the others go on.
    void aRunThatFailsIsNamed()
    {
        const QString plan = path("plan.yaml");
        writeFileAtomically(plan.toStdString(),
            "name: bad\nrecipe: recipe.yaml\nvariants:\n"
            "  - {name: wrong, set: {data.train.input_field: nothing}}\n"
            "  - {name: good, set: {method.siamese: false}}\n");
        m_panel->openPlan(plan);
        QTRY_COMPARE(rows(), 2);
        QVERIFY(child<QLineEdit>("sweepSettings")->isVisible());
        QVERIFY(!child<QCheckBox>("compare:imsm")->isVisible());
        button("sweepStart")->click();
        QTRY_VERIFY_WITH_TIMEOUT(notice().startsWith(QStringLiteral("bad wrong: ")), 60000);
        QVERIFY(notice().contains(QStringLiteral("'nothing'")));
        QCOMPARE(cell(0, 1), QStringLiteral("failed"));
        QCOMPARE(cell(1, 1), QStringLiteral("done"));
        QCOMPARE(child<QAbstractButton>("noticeAction")->text(), QStringLiteral("Continue"));
    }

    void closesWhileASweepIsAtWork()
    {
        writeRecipe(4000);
        takeRecipe();
        writeTwo();
        QSignalSpy steps(m_engine.get(), &EngineThread::trainingProgressed);
        button("sweepStart")->click();
        QTRY_VERIFY_WITH_TIMEOUT(steps.count() > 0, 60000);
        QElapsedTimer timer;
        timer.start();
        closeWindow();
        QVERIFY(timer.elapsed() < 10'000);
        openWindow();
        auto* const source = child<QComboBox>("sweepSource");
        QTRY_COMPARE(source->itemText(source->count() - 1), QStringLiteral("two · 0 of 2 done"));
    }

public Q_SLOTS:
    void opened(const QUrl& url) { m_opened = url; }

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    void writeRecipe(int steps) const
    {
        writeFileAtomically(m_recipe.toStdString(),
            "name: tiny\nmodel: " + kTiny + "/model\ndata:\n  train: {path: " + kTiny
                + "/where.train.jsonl, limit: 16}\nmethod:\n  lora: {rank: 4, dropout: 0.0}\n"
                  "train: {max_steps: "
                + std::to_string(steps)
                + ", warmup_steps: 1, batch_size: 4, learning_rate: 5.0e-3, threads: 1, dtype: "
                  "fp32, device: cpu}\n");
    }

    void openWindow()
    {
        const std::filesystem::path workspace = m_folder->path().toStdString();
        m_engine = std::make_unique<EngineThread>(
            [workspace] { return std::make_unique<Engine>(workspace); });
        m_library = std::make_unique<LibraryThread>(
            [workspace] { return std::make_unique<RunLibrary>(workspace); });
        m_services = std::make_unique<Services>(Services{*m_engine, *m_library, workspace,
            [](const QString&, const QString&, const std::function<void()>&) {}});
        m_panel = std::make_unique<SweepPanel>(*m_services);
        m_panel->resize(360, 736);
        m_panel->show();
        takeRecipe();
        m_panel->open();
    }
    void closeWindow()
    {
        m_panel.reset();
        m_engine.reset();
        m_library.reset();
    }

    void takeRecipe()
    {
        const TrainRequest request{m_recipe.toStdString(), {}, {}};
        m_panel->setRecipe(
            request, previewRecipe(request.recipe).values, QStringLiteral("tiny"), true);
    }

    /// Two variants, one seed, the new task's first rows.
    void writeTwo()
    {
        type("sweepName", "two");
        tick("compare:adapter");
        tick("compare:imsm");
        type("sweepSuite", QString::fromStdString(kTiny + "/where.jsonl"));
        child<QSpinBox>("sweepLimit")->setValue(4);
        QTRY_COMPARE(rows(), 2);
        QTRY_VERIFY(button("sweepStart")->isEnabled());
    }

    template <class T>
    T* child(const char* name) const
    {
        T* const found = m_panel->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    QAbstractButton* button(const char* name) const { return child<QAbstractButton>(name); }
    void tick(const char* name) const
    {
        QVERIFY(child<QCheckBox>(name)->isEnabled());
        child<QCheckBox>(name)->click();
    }
    void type(const char* name, const QString& text) const
    {
        auto* const line = child<QLineEdit>(name);
        line->setText(text);
        Q_EMIT line->textEdited(text);
    }
    QString label(const char* name, bool role = false) const
    {
        if (!role)
            return child<QLabel>(name)->text();
        QStringList texts;
        for (const QLabel* const one : m_panel->findChildren<QLabel*>())
            if (one->property("role").toString() == QLatin1String(name))
                texts << one->text();
        return texts.join('\n');
    }
    QString problem() const
    {
        return child<QLabel>("sweepProblem")->isVisible() ? label("sweepProblem") : QString();
    }
    QString notice() const
    {
        return child<QLabel>("noticeText")->isVisible() ? label("noticeText") : QString();
    }
    int rows() const { return child<QTableView>("sweepRuns")->model()->rowCount(); }
    QString cell(int row, int column) const
    {
        return child<QTableView>("sweepRuns")->model()->index(row, column).data().toString();
    }
    QString idOf(int row) const
    {
        const SweepPlan plan = readSweep(path("sweeps/two.yaml").toStdString());
        const RunLibrary library(m_folder->path().toStdString());
        return QString::fromStdString(sweepStates(library, plan)[static_cast<size_t>(row)].run);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_recipe;
    QUrl m_opened;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<SweepPanel> m_panel;
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestSweepPanel)
#include "test_sweep_panel.moc"
