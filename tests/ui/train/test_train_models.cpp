// SPDX-License-Identifier: Apache-2.0
#include "core/api/presets.h"
#include "core/api/recipe_preview.h"
#include "core/api/recipe_settings.h"
#include "tests/ui/support/fake_engine.h"
#include "ui/models/recipe_form.h"
#include "ui/models/training_curves.h"
#include "ui/models/watched_rows.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>

namespace interweave::ui {

class TestTrainModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_presets = unpackPresets(m_folder.path().toStdString()); }

    void onlyWhatDiffersIsOverridden()
    {
        RecipeForm form = formOf(0);
        QCOMPARE(form.value("train.batch_size"), std::string("16"));
        QVERIFY(form.overrides().empty());
        form.choose("train.batch_size", "8");
        form.choose("train.learning_rate", "4e-3"); // as the recipe says
        form.choose("name", "my run");
        QCOMPARE(
            form.overrides(), (std::vector<std::string>{"name='my run'", "train.batch_size=8"}));
        form.choose("train.batch_size", "16");
        form.choose("name", "tiny-imsm");
        QVERIFY(form.overrides().empty());
    }

    void whatIsChosenIsWhatTheRecipeReads_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::newRow("blank") << "name"
                               << "two words";
        QTest::newRow("colon") << "name"
                               << "a: b";
        QTest::newRow("quote") << "name"
                               << "it's \"so\"";
        QTest::newRow("null") << "name"
                              << "null";
        QTest::newRow("comment") << "name"
                                 << "run #7";
        QTest::newRow("Chinese") << "name" << QString::fromUtf8("试验");
        QTest::newRow("path") << "model"
                              << "/models/my: model [1]";
        QTest::newRow("list") << "method.lora.targets"
                              << "q_proj, v_proj";
        QTest::newRow("empty path") << "eval.suite"
                                    << "";
        QTest::newRow("exponent") << "train.learning_rate"
                                  << "1e-05";
    }
    void whatIsChosenIsWhatTheRecipeReads()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, text);
        RecipeForm form = formOf(0);
        form.choose(key.toStdString(), text.toStdString());
        const TrainRequest request = form.request();
        const RecipePreview preview = previewRecipe(request.recipe, request.overrides);
        QCOMPARE(QString::fromStdString(preview.values.at(key.toStdString())), text);
    }

    void fullTrainingSwitchesTheGateOffAndBack()
    {
        RecipeForm form = formOf(0);
        QVERIFY(form.whyDisabled("method.siamese").isEmpty());
        form.choose("method.peft", "full");
        QCOMPARE(form.value("method.siamese"), std::string("false"));
        QVERIFY(!form.whyDisabled("method.siamese").isEmpty());
        QVERIFY(!form.whyDisabled("method.gate.rank").isEmpty());
        QVERIFY(!form.isShown("method.lora.rank"));
        const TrainRequest request = form.request();
        QCOMPARE(previewRecipe(request.recipe, request.overrides).problem, std::string());
        form.choose("method.peft", "lora");
        QCOMPARE(form.value("method.siamese"), std::string("true"));
        QVERIFY(form.overrides().empty());
    }

    void aMethodShowsItsOwnSettings()
    {
        RecipeForm form = formOf(0);
        QVERIFY(form.isShown("method.lora.rank") && form.isShown("train.epochs"));
        QVERIFY(form.isShown("method.gate.rank") && !form.isShown("method.vera.rank"));
        form.choose("method.peft", "adalora");
        QVERIFY(form.isShown("method.adalora.target_rank") && form.isShown("method.lora.alpha"));
        QVERIFY(!form.isShown("method.lora.rank"));
        for (const std::string& method : peftMethods()) {
            form.choose("method.peft", method);
            const TrainRequest request = form.request();
            QCOMPARE(previewRecipe(request.recipe, request.overrides).problem, std::string());
        }
    }

    void maxStepsTakeOverFromEpochs()
    {
        RecipeForm form = formOf(3);
        QVERIFY(form.whyDisabled("train.epochs").isEmpty());
        form.choose("train.max_steps", "20");
        QVERIFY(!form.whyDisabled("train.epochs").isEmpty());
    }

    void modelAndDataMayStayWithAnotherRecipe()
    {
        RecipeForm form = formOf(2);
        form.choose("model", "/models/mine");
        form.choose("train.seed", "7");
        form.start(m_presets[3].recipe, previewRecipe(m_presets[3].recipe).values, {"model"});
        QCOMPARE(form.overrides(), (std::vector<std::string>{"model=/models/mine"}));
    }

    void curvesGrowAndTakeEarlierPoints()
    {
        TrainingCurves curves;
        TrainProgress progress;
        for (const int64_t step : {5, 6, 6}) {
            progress.step = step;
            progress.loss = step == 6 ? std::numeric_limits<double>::infinity() : 2.0;
            curves.append(progress);
        }
        QCOMPARE(curves.curve("loss").steps, (QVector<double>{5, 6}));
        QVERIFY(std::isnan(curves.curve("loss").values[1]));
        QVERIFY(curves.curve("gate_mean").steps.isEmpty()); // no gate
        curves.prepend({{"loss", {3, 4, 5}, {3.0, 2.5, 9.0}}, {"gate_mean", {3}, {0.5}}});
        QCOMPARE(curves.curve("loss").steps, (QVector<double>{3, 4, 5, 6}));
        QCOMPARE(curves.curve("loss").values[2], 2.0);
        QVERIFY(curves.curve("no such").steps.isEmpty());
        const QStringList lines = curves.csv().split('\n');
        QVERIFY(lines[0].startsWith(QStringLiteral("step,gate_mean,gradient_norm")));
        QCOMPARE(lines[0].count(','), lines[1].count(','));
        QVERIFY(lines[1].startsWith(QStringLiteral("3,0.5,")));
        QCOMPARE(lines.size(), 6); // heading, four steps, the last line's end
    }

    void watchedRowsSayWhatIsSure()
    {
        WatchedScores scores;
        scores.results = {fakeTaskResult("facts", "base", 0.98)};
        QVector<WatchedRow> rows = watchedRows(scores);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].base, QStringLiteral("98.0"));
        QCOMPARE(rows[0].now, QString(QChar(0x2013)));

        scores.retention = {
            {"facts", "EM", {0.5, 0, 0}, {0.98, 0, 0}, {-0.48, -0.5, -0.4}, Estimate{0.51, 0, 0}},
            {"facts", "F1", {0.6, 0, 0}, {0.98, 0, 0}, {-0.38, -0.4, -0.3}, {}},
            {"where", "EM", {1.0, 0, 0}, {0.0, 0, 0}, {1.0, 0.9, 1.0}, {}},
            {"stories", "cross_entropy", {3.231, 0, 0}, {3.213, 0, 0}, {0.018, 0.01, 0.02}, {}},
            {"sums", "EM", {0.5, 0, 0}, {0.49, 0, 0}, {0.01, -0.02, 0.03}, Estimate{1.02, 0, 0}},
            {"webq", "answer_cross_entropy", {4.5, 0, 0}, {4.0, 0, 0}, {0.5, 0.4, 0.6}, {}}};
        rows = watchedRows(scores);
        QCOMPARE(rows.size(), 5); // each task's first figure
        QCOMPARE(rows[0].kept, QStringLiteral("51 %"));
        QCOMPARE(rows[0].change, WatchedRow::Change::Worse);
        QCOMPARE(rows[1].kept, QStringLiteral("+100.0"));
        QCOMPARE(rows[1].change, WatchedRow::Change::Better);
        QCOMPARE(rows[2].kept, QStringLiteral("+0.018"));
        QCOMPARE(rows[2].change, WatchedRow::Change::Worse); // more nats
        QCOMPARE(rows[3].change, WatchedRow::Change::None);
        QCOMPARE(rows[4].now, QStringLiteral("4.500"));
        QCOMPARE(rows[4].change, WatchedRow::Change::Worse);
    }

private:
    RecipeForm formOf(size_t preset) const
    {
        RecipeForm form;
        form.start(m_presets[preset].recipe, previewRecipe(m_presets[preset].recipe).values);
        return form;
    }

    QTemporaryDir m_folder;
    std::vector<Preset> m_presets;
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestTrainModels)
#include "test_train_models.moc"
