// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"
#include "tests/ui/support/fake_engine.h"
#include "ui/models/sweep_form.h"
#include "ui/models/sweep_run_model.h"
#include "ui/models/unfinished_work.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace interweave::ui {

namespace {

std::vector<SweepRunState> threeRuns()
{
    SweepRunState done{{"cola lora 1", "lora", {"method.siamese=false", "name=cola lora 1"}, false},
        SweepStage::Done, "run-1", 9, 9, {}, {fakeTaskResult("facts", "tuned", 0.75)}, {}};
    SweepRunState stopped{
        {"cola imsm 1", "imsm", {}, false}, SweepStage::Stopped, "run-2", 3, 9, {}, {}, {}};
    SweepRunState failed{{"cola mean 1", "mean", {}, false}, SweepStage::Failed, "run-3", 0, 9,
        "rows.jsonl: is not there", {}, {}};
    return {done, stopped, failed};
}

QString text(const SweepRunModel& model, int row, int column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role).toString();
}

} // namespace

class TestSweepModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsSayWhereTheyAre()
    {
        SweepRunModel model;
        const QAbstractItemModelTester tester(&model);
        model.setRuns(QStringLiteral("cola"), threeRuns());
        QCOMPARE(text(model, 0, SweepRunModel::Run), QStringLiteral("lora 1"));
        QCOMPARE(text(model, 0, SweepRunModel::State), QStringLiteral("done"));
        QCOMPARE(text(model, 0, SweepRunModel::Figure), QStringLiteral("75.0"));
        QCOMPARE(text(model, 1, SweepRunModel::State), QStringLiteral("stopped at 33 %"));
        QCOMPARE(text(model, 1, SweepRunModel::Figure), QString(QChar(0x2013)));
        QCOMPARE(text(model, 2, SweepRunModel::State), QStringLiteral("failed"));
        QCOMPARE(text(model, 2, SweepRunModel::State, Qt::ToolTipRole),
            QStringLiteral("rows.jsonl: is not there"));
        QVERIFY(text(model, 0, SweepRunModel::Run, Qt::ToolTipRole).contains("method.siamese"));
        QCOMPARE(
            model.headerData(SweepRunModel::Figure, Qt::Horizontal, Qt::DisplayRole).toString(),
            QStringLiteral("facts EM"));
        QCOMPARE(text(model, 0, SweepRunModel::Settings), QStringLiteral("siamese=false"));
        QCOMPARE(text(model, 1, SweepRunModel::Settings), QString(QChar(0x2013)));
        QCOMPARE(model.done(), 1);
        QCOMPARE(model.runIds(), QStringList{QStringLiteral("run-1")});

        std::vector<SweepRunState> given = threeRuns();
        given[1].planned.adapterOf = 0;
        model.setRuns(QStringLiteral("cola"), given);
        QCOMPARE(text(model, 1, SweepRunModel::Settings), QStringLiteral("the adapter of lora"));

        model.setProgress({1, 3, "cola imsm 1", "training", {}});
        model.setStep(6, 9);
        QCOMPARE(text(model, 1, SweepRunModel::State), QStringLiteral("training 66 %"));
        model.setProgress({1, 3, "cola imsm 1", "measuring", {}});
        QCOMPARE(text(model, 1, SweepRunModel::State), QStringLiteral("measuring"));
        model.setProgress({1, 3, "cola imsm 1", "failed",
            Error(ErrorCode::OutOfMemory, "cola imsm 1", "memory ran out")});
        model.setProgress({2, 3, "cola mean 1", "training", {}});
        QCOMPARE(text(model, 1, SweepRunModel::State), QStringLiteral("failed"));
        QCOMPARE(text(model, 1, SweepRunModel::State, Qt::ToolTipRole),
            QStringLiteral("cola imsm 1: memory ran out"));
        model.setProgress({1, 3, "cola imsm 1", "training", {}}); // tried again
        model.setIdle();
        QCOMPARE(text(model, 1, SweepRunModel::State), QStringLiteral("stopped at 33 %"));
        model.setRuns({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void aFormIsThePlanOfTheCommandLine()
    {
        const TemporaryFolder folder("test-form");
        const std::string recipe = (folder.path() / "recipe.yaml").string();
        writeFileAtomically(recipe, "model: m\ntrain: {learning_rate: 1.0e-3}\n");
        SweepForm form;
        form.name = QStringLiteral(" cola ");
        form.comparisons = {QStringLiteral("adapter"), QStringLiteral("imsm")};
        form.rates = {0.3, 1.0};
        form.grids = QStringLiteral("train.batch_size = 8, 16;");
        form.seeds = QStringLiteral("1, 2");
        form.suite = QStringLiteral("/suites/suite.yaml");
        form.limit = 50;
        form.blends = true;
        const SweepPlan plan = sweepPlan(form, TrainRequest{recipe, {}, {"train.epochs=1"}});
        QCOMPARE(plan.name, std::string("cola"));
        QCOMPARE(plan.variants.size(), size_t{8});
        QCOMPARE(plan.variants[0].name, std::string("lora learning_rate=0.0003 batch_size=8"));
        QVERIFY(plan.variants[7].blends);
        QCOMPARE(runsOf(plan).size(), size_t{16});
        QCOMPARE(plan.limit, 50);

        SweepForm more; // of a plan that was opened only what is written counts
        more.settings = QStringLiteral("model = there ; train.epochs=2");
        const SweepPlan opened = sweepPlan(more, plan);
        QCOMPARE(opened.seeds, plan.seeds);
        QCOMPARE(opened.suite, plan.suite);
        QCOMPARE(opened.overrides,
            (std::vector<std::string>{"train.epochs=1", "model=there", "train.epochs=2"}));
    }

    void saysWhatCannotBeRead_data()
    {
        QTest::addColumn<QString>("grids");
        QTest::addColumn<QString>("seeds");
        QTest::addColumn<QString>("message");
        QTest::newRow("grid") << "train.epochs"
                              << ""
                              << "grid: is 'train.epochs', key=a,b,c";
        QTest::newRow("value") << "train.epochs = 1,,2"
                               << ""
                               << "key=a,b,c was expected";
        QTest::newRow("seeds") << ""
                               << "1, two"
                               << "seeds: are '1, two', whole numbers";
    }

    void saysWhatCannotBeRead()
    {
        QFETCH(QString, grids);
        QFETCH(QString, seeds);
        QFETCH(QString, message);
        SweepForm form;
        form.name = QStringLiteral("x");
        form.grids = grids;
        form.seeds = seeds;
        try {
            sweepPlan(form, TrainRequest{"recipe.yaml", {}, {}});
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(message), error.what());
        }
    }

    void sizeIsSaidInWords()
    {
        QCOMPARE(sweepSize(1, 0, {}), QStringLiteral("1 run"));
        QCOMPARE(sweepSize(6, 2, 20.0),
            QStringLiteral("6 runs · 2 done already · about 1 min 20 s of training"));
        QCOMPARE(sweepSize(2, 2, 20.0), QStringLiteral("2 runs · 2 done already"));
    }

    void whatWasLeftIsOffered()
    {
        StoredRun cut;
        cut.summary.id = "night";
        cut.summary.status = "interrupted";
        cut.summary.step = 3;
        cut.summary.steps = 9;
        QVERIFY(!unfinishedWork({}, {}));
        QCOMPARE(unfinishedWork({cut}, {})->run, QStringLiteral("night"));
        KeptSweep sweep{"cola", "cola.yaml", {}, threeRuns(), {}};
        sweep.plan.name = "cola";
        QCOMPARE(unfinishedWork({cut}, {sweep})->text,
            QStringLiteral("The sweep cola was left with 1 of its 3 runs done."));
        sweep.runs[1].stage = SweepStage::Training; // somebody is at it
        QCOMPARE(unfinishedWork({cut}, {sweep})->run, QStringLiteral("night"));
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestSweepModels)
#include "test_sweep_models.moc"
