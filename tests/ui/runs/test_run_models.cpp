// SPDX-License-Identifier: Apache-2.0
#include "ui/models/configuration_model.h"
#include "ui/models/run_export.h"
#include "ui/models/run_table_model.h"
#include "ui/models/search_filter.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QtTest>

#include <limits>

namespace interweave::ui {

namespace {

/// resources/tiny/imsm.yaml as a run keeps it.
const char* const kRecipe = "name: tiny-imsm\n"
                            "model: /data/tiny/model\n"
                            "data:\n"
                            "  train:\n"
                            "    path: /data/tiny/where.train.jsonl\n"
                            "    limit: 0\n"
                            "    input_field: input\n"
                            "    skip_bad_lines: false\n"
                            "method:\n"
                            "  peft: lora\n"
                            "  lora:\n"
                            "    rank: 16\n"
                            "    alpha: 32\n"
                            "    dropout: 0\n"
                            "    rank_stabilised: false\n"
                            "    targets: [all-linear]\n"
                            "  full:\n"
                            "    from_scratch: false\n"
                            "  siamese: true\n"
                            "  gate:\n"
                            "    rank: 8\n"
                            "    dropout: 0.1\n"
                            "    learning_rate: 0.001\n"
                            "train:\n"
                            "  max_steps: 150\n"
                            "  learning_rate: 0.004\n"
                            "  adam_epsilon: 1e-08\n"
                            "eval:\n"
                            "  suite: /data/tiny/suite.yaml\n"
                            "  branch: \"\"\n"
                            "samples:\n"
                            "  prompts: [\"Where is it? The girl likes the bird, by the sea.\", "
                            "\"What is \\\"it\\\": #1?\", plain]\n"
                            "  max_new: 24\n";

RunRow row(const QString& id, const QString& name, qint64 step = 10, const QString& created = {})
{
    RunRow row;
    row.id = id;
    row.name = name;
    row.status = QStringLiteral("finished");
    row.step = step;
    row.steps = 200;
    row.created = QDateTime::fromString(created, Qt::ISODate);
    return row;
}

QStringList names(const QAbstractItemModel& model)
{
    QStringList names;
    for (int i = 0; i < model.rowCount(); ++i)
        names += model.index(i, RunTableModel::Name).data().toString();
    return names;
}

} // namespace

class TestRunModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flattensARecipeAsRunsKeepIt()
    {
        const QVector<RecipeField> fields = recipeFields(kRecipe);
        const auto value = [&](const char* key) { return fieldValue(fields, QLatin1String(key)); };
        QCOMPARE(fields.front(), (RecipeField{"name", "tiny-imsm"}));
        QCOMPARE(value("data.train.path"), QStringLiteral("/data/tiny/where.train.jsonl"));
        QCOMPARE(value("method.lora.rank"), QStringLiteral("16"));
        QCOMPARE(value("method.lora.targets"), QStringLiteral("all-linear"));
        QCOMPARE(value("method.full.from_scratch"), QStringLiteral("false"));
        QCOMPARE(value("method.siamese"), QStringLiteral("true"));
        QCOMPARE(value("method.gate.learning_rate"), QStringLiteral("0.001"));
        QCOMPARE(value("train.adam_epsilon"), QStringLiteral("1e-08"));
        QCOMPARE(value("samples.prompts"),
            QStringLiteral("Where is it? The girl likes the bird, by the sea., "
                           "What is \"it\": #1?, plain"));
        QCOMPARE(value("samples.max_new"), QStringLiteral("24"));
        QCOMPARE(value("eval.branch"), QString());
        for (const RecipeField& field : fields)
            QVERIFY2(!field.value.isEmpty(), qPrintable(field.key)); // sections are no fields
        QCOMPARE(methodText(fields), QStringLiteral("LoRA r16 + IMSM"));
    }

    void aRunKeepsItsPlaceWhenAnOlderOneIsDeleted()
    {
        const auto stored = [](const char* id) {
            StoredRun run;
            run.summary.id = id;
            return run;
        };
        const RunRows before = runRows({stored("a"), stored("b"), stored("c")}, {});
        const RunRows after = runRows({stored("b"), stored("c")}, {stored("a")});
        QCOMPARE(before.runs[1].place, 1);
        QCOMPARE(after.runs[0].place, 1);
        QCOMPARE(after.runs[1].place, before.runs[2].place);
        QCOMPARE(after.deleted[0].place, 0);
    }

    void tableKeepsWhatStays()
    {
        RunTableModel model(true);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns({row("a", "A"), row("b", "B"), row("c", "C")});
        const QPersistentModelIndex b = model.index(1, 0);
        const QPersistentModelIndex c = model.index(2, 0);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRuns({row("b", "B"), row("c", "C2"), row("d", "D")});
        QCOMPARE(names(model), (QStringList{"B", "C2", "D"}));
        QCOMPARE(changed.count(), 1); // of the one that is another now
        QCOMPARE(b.row(), 0);
        QCOMPARE(c.data().toString(), QStringLiteral("C2"));
        model.setRuns({row("a", "A"), row("d", "D"), row("c", "C2")});
        QCOMPARE(names(model), (QStringList{"A", "D", "C2"}));
        QVERIFY(!b.isValid());
        QCOMPARE(model.rowOf("c"), 2);
        model.setRuns({});
        QCOMPARE(model.rowCount(), 0);
    }

    void editingAsks()
    {
        RunTableModel model(true);
        RunRow tagged = row("a", "A");
        tagged.tags = QStringList{"old", "plan:0a1b", "same"}; // a sweep's own is not seen
        model.setRuns({tagged});
        QSignalSpy renamed(&model, &RunTableModel::renamed);
        QSignalSpy retagged(&model, &RunTableModel::tagged);
        const QModelIndex name = model.index(0, RunTableModel::Name);
        QVERIFY(!model.setData(name, "  "));
        QVERIFY(!model.setData(name, "A"));
        QVERIFY(model.setData(name, " better "));
        QCOMPARE(renamed.takeFirst(), (QVariantList{"a", "better"}));
        QCOMPARE(name.data().toString(), QStringLiteral("better"));
        const QModelIndex tags = model.index(0, RunTableModel::Tags);
        QVERIFY(!model.setData(tags, "same,old, same"));
        QVERIFY(model.setData(tags, "same, new , "));
        QCOMPARE(retagged.takeFirst(), (QVariantList{"a", QStringList{"new"}, QStringList{"old"}}));
        QCOMPARE(tags.data().toString(), QStringLiteral("new, same"));
        QVERIFY(!(model.flags(model.index(0, RunTableModel::Steps)) & Qt::ItemIsEditable));
        QVERIFY(!(RunTableModel(false).flags(name) & Qt::ItemIsEditable));
    }

    void liveStepOnlyRises()
    {
        RunTableModel model(true);
        model.setRuns({row("a", "A", 100)});
        model.setLiveStep("a", 131);
        const QModelIndex steps = model.index(0, RunTableModel::Steps);
        QCOMPARE(steps.data().toString(), QStringLiteral("131 / 200"));
        model.setRuns({row("a", "A", 110)}); // the last checkpoint's
        QCOMPARE(steps.data().toString(), QStringLiteral("131 / 200"));
        model.setLiveStep("nobody", 5);
        model.setRuns({row("a", "A", 200)});
        QCOMPARE(steps.data().toString(), QStringLiteral("200 / 200"));
    }

    void searchFindsEveryWordAnywhere()
    {
        RunTableModel model(true);
        RunRow noted = row("20261124-aa", "first");
        noted.notes = QStringLiteral("Too Hot");
        noted.tags = QStringList{"paper"};
        RunRow other = row("20261125-bb", "second");
        other.status = QStringLiteral("interrupted");
        other.modelName = QStringLiteral("SmolLM2");
        model.setRuns({noted, other});
        SearchFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto found = [&](const char* words) {
            filter.setSearch(QString::fromLatin1(words));
            return names(filter);
        };
        QCOMPARE(found("hot  PAPER").join(u','), QStringLiteral("first"));
        QCOMPARE(found("1125").join(u','), QStringLiteral("second"));
        QCOMPARE(found("cut off smol").join(u','), QStringLiteral("second"));
        QCOMPARE(found("interrupted").join(u','), QStringLiteral("second"));
        QVERIFY(found("first second").isEmpty());
        QCOMPARE(found(" ").size(), 2);
    }

    void sortsEachColumnByItsType()
    {
        RunTableModel model(true);
        model.setRuns({row("1", "run-10", 9, "2026-11-24T10:00:00Z"),
            row("2", "Run-2", 100, "2026-11-24T09:00:00Z"),
            row("3", "alpha", 20, "2026-11-23T23:00:00Z")});
        SearchFilter filter;
        filter.setSourceModel(&model);
        filter.sort(RunTableModel::Name);
        QCOMPARE(names(filter), (QStringList{"alpha", "Run-2", "run-10"}));
        filter.sort(RunTableModel::Steps);
        QCOMPARE(names(filter), (QStringList{"run-10", "alpha", "Run-2"}));
        filter.sort(RunTableModel::Created, Qt::DescendingOrder);
        QCOMPARE(names(filter), (QStringList{"run-10", "Run-2", "alpha"}));
    }

    void configurationsDiffer()
    {
        const ConfiguredRun one{"one", {}, {{"a", "1"}, {"same", "x"}, {"b", "2"}}};
        const ConfiguredRun two{"two", {}, {{"a", "1"}, {"same", "x"}, {"b", "3"}, {"c", "4"}}};
        QVector<ConfigurationRow> expected{
            {"b", QStringList{"2", "3"}}, {"c", QStringList{QString(), "4"}}};
        QCOMPARE(configurationDifference({one, two}), expected);
        QCOMPARE(configurationDifference({one}).size(), 3);
        QVERIFY(configurationDifference({two, two}).isEmpty());
        QVERIFY(configurationDifference({}).isEmpty());

        ConfigurationModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns({one, two});
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(
            model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("two"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(1, 2).data().toString(), QStringLiteral("4"));
        model.setRuns({});
        QCOMPARE(model.rowCount(), 0);
    }

    void exportsForOtherPrograms()
    {
        RunRow run = row("a", "say \"hi\", you", 2, "2026-11-24T10:00:00Z");
        run.recipe = QStringLiteral("model: m\n");
        const QList<QByteArray> table = tableAsCsv({run}).split('\n');
        QCOMPARE(table[1],
            QByteArray("a,\"say \"\"hi\"\", you\",,,finished,2,200,2026-11-24T10:00:00Z,,"));

        const RunCurves curves{
            run, {{"loss", {1, 2}, {0.1, std::numeric_limits<double>::quiet_NaN()}}}};
        const QList<QByteArray> points = curvesAsCsv({curves}).split('\n');
        QCOMPARE(points[1], QByteArray("a,\"say \"\"hi\"\", you\",loss,1,0.10000000000000001"));
        QCOMPARE(points[2], QByteArray("a,\"say \"\"hi\"\", you\",loss,2,"));

        const QJsonObject json
            = QJsonDocument::fromJson(runsAsJson({curves})).array()[0].toObject();
        QCOMPARE(json["recipe"].toString(), run.recipe);
        const QJsonObject loss = json["series"].toObject()["loss"].toObject();
        QCOMPARE(loss["values"].toArray()[0].toDouble(), 0.1);
        QVERIFY(loss["values"].toArray()[1].isNull());
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestRunModels)
#include "test_run_models.moc"
