// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_hub.h"
#include "tests/ui/support/fake_library.h"
#include "ui/models/fetch_entry.h"
#include "ui/models/model_table_model.h"
#include "ui/models/pull_plan_model.h"
#include "ui/models/search_filter.h"
#include "ui/models/transfer_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace interweave::ui {

namespace {

void write(const QString& path, qsizetype bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(bytes, 'x'));
}

StoredRun runOf(const QString& model)
{
    StoredRun run;
    run.summary.model = model.toStdString();
    return run;
}

QString cell(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestModelModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanKeepsPicklesOut()
    {
        PullPlan plan;
        plan.files = {{"a.bin", 9, false, false, true, 9}, {"b.json", 7, true, true, false, 0},
            {"c.txt", 5, false, false, false, 5}};
        PullPlanModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        PullRequest asked;
        asked.repo = "org/x";
        asked.include = {"*.json"};
        model.setPlan(asked, plan);
        QCOMPARE(model.summary(), QStringLiteral("1 file, all here"));
        QCOMPARE(model.request().include, asked.include);
        QCOMPARE(cell(model, 1, PullPlanModel::File), QStringLiteral("a.bin"));
        QCOMPARE(cell(model, 1, PullPlanModel::Size), QStringLiteral("pickle"));
        QVERIFY(!model.index(1, 0).data(Qt::CheckStateRole).isValid());
        QVERIFY(!(model.flags(model.index(1, 0)) & Qt::ItemIsUserCheckable));
        QVERIFY(!model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(2, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.bytesToFetch(), 5);
        QCOMPARE(model.request().include, (std::vector<std::string>{"b.json", "c.txt"}));
        for (const int row : {0, 2})
            model.setData(model.index(row, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!model.whyNot().isEmpty());
        model.setPlan({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void eachStateHasItsWords()
    {
        CachedRepo whole = fakeRepo("org/whole");
        CachedRepo more = fakeRepo("org/more");
        more.unfinishedBytes = 3 << 20;
        CachedRepo begun = fakeRepo("org/begun");
        begun.unfinishedBytes = 12 << 20;
        begun.revisions[0].model.clear();
        begun.revisions[0].problem = "has no weights that are read (safetensors …)";
        CachedRepo shard = begun;
        shard.unfinishedBytes = 0;
        shard.revisions[0].problem
            = "is not whole: model-00002.safetensors is missing; fetch it with interweave pull";
        CachedRepo adapter = shard;
        adapter.revisions[0].problem = "is an adapter: put it on a model with --adapter";
        const CachedRepo bare{"org/bare", RepoKind::Model, "/nowhere/hub/x", 0, 0, {}};
        QStringList states;
        for (const ModelRow& row : cachedRows(
                 {whole, more, begun, shard, adapter, bare, fakeRepo("d", RepoKind::Dataset)}))
            states += stateText(row);
        QCOMPARE(states,
            (QStringList{"ready", "ready, 3.00 MiB unfinished",
                "12.0 MiB of an unfinished download", "not whole", "an adapter, no model",
                "nothing has come yet", "ready"}));
    }

    void severalFilesAndRevisionsAreChoices()
    {
        QTemporaryDir folder;
        write(folder.filePath("b.Q4_K_M.gguf"), 10);
        write(folder.filePath("a.Q8_0.gguf"), 10);
        CachedRepo repo = fakeRepo("org/quants");
        repo.revisions[0].folder = folder.path().toStdString();
        repo.revisions[0].model.clear();
        repo.revisions[0].problem = "has several GGUF files; name one: …";
        CachedRevision old = fakeRepo("org/quants").revisions[0];
        old.names = {};
        old.commit = "0123456789abcdef";
        repo.revisions.push_back(old);
        const ModelRow row = cachedRows({repo})[0];
        QCOMPARE(row.choices.size(), 3);
        QCOMPARE(row.choices[0].label, QStringLiteral("main · a.Q8_0.gguf"));
        QCOMPARE(row.choices[1].path, folder.filePath("b.Q4_K_M.gguf"));
        QCOMPARE(row.choices[2].label, QStringLiteral("01234567"));
        QCOMPARE(row.revisions, QStringLiteral("main, 01234567"));
        QCOMPARE(stateOf(row), ModelState::Ready);
    }

    void runsBringTheirModels()
    {
        QTemporaryDir folder;
        const QString own = folder.filePath("tiny/model");
        write(own + "/config.json", 100);
        write(own + "/model.safetensors", 1000);
        const QString file = folder.filePath("other.gguf");
        write(file, 64);
        const CachedRepo repo = fakeRepo("org/there");
        const QString there = QString::fromStdString(repo.revisions[0].folder);
        const QString gone = QStringLiteral("/nowhere/hub/models--org--gone/snapshots/abc");
        const QVector<UsedModel> used = usedModels({runOf(own), runOf(own), runOf(file),
            runOf(there), runOf(gone), runOf("/nowhere/moved"), runOf({})});
        const QVector<ModelRow> rows = withUsedModels(cachedRows({repo}), used);
        QStringList names;
        for (const ModelRow& row : rows)
            names += row.name;
        QCOMPARE(names,
            (QStringList{"org/there", "nowhere/moved", "org/gone", "other.gguf", "tiny/model"}));
        QCOMPARE(rows[0].runs, 1);
        QCOMPARE(stateText(rows[1]), QStringLiteral("not there any more"));
        QVERIFY(rows[2].isOfHub() && !rows[2].isCached); // it can be fetched again
        QCOMPARE(rows[2].key, keyOf("org/gone", RepoKind::Model));
        QCOMPARE(kindText(rows[3].kind), QStringLiteral("own file"));
        QCOMPARE(rows[3].bytes, 64);
        QCOMPARE(rows[4].bytes, 1100);
        QCOMPARE(rows[4].runs, 2);
        QCOMPARE(rows[4].choices[0].path, own);
    }

    void tableShowsAndSortsEachByItsType()
    {
        ModelTableModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        SearchFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester filterTester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVector<ModelRow> rows = cachedRows({fakeRepo("org/big", RepoKind::Model, 5'000'000'000),
            fakeRepo("org/small", RepoKind::Model, 900'000),
            fakeRepo("org/rows", RepoKind::Dataset, 1'200'000)});
        rows[1].runs = 3;
        model.setRows(rows);
        QCOMPARE(cell(model, 0, ModelTableModel::Size), QStringLiteral("4.66 GiB"));
        QCOMPARE(cell(model, 2, ModelTableModel::Kind), QStringLiteral("data set"));
        QCOMPARE(cell(model, 1, ModelTableModel::Runs), QStringLiteral("3"));
        QCOMPARE(cell(model, 0, ModelTableModel::Runs), QStringLiteral("–"));
        filter.sort(ModelTableModel::Size);
        QCOMPARE(cell(filter, 0, ModelTableModel::Name), QStringLiteral("org/small"));
        QCOMPARE(cell(filter, 2, ModelTableModel::Name), QStringLiteral("org/big"));
        filter.setSearch(QStringLiteral("DATA rows"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setSearch({});

        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        rows[1].runs = 4;
        model.setRows(rows);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        model.setBusy(rows[0].key, QStringLiteral("fetching, 43 %"));
        QCOMPARE(cell(model, 0, ModelTableModel::State), QStringLiteral("fetching, 43 %"));
        QCOMPARE(model.index(0, 0).data(ModelTableModel::StateRole).toInt(), -1);
        model.setBusy(rows[0].key, {});
        QCOMPARE(cell(model, 0, ModelTableModel::State), QStringLiteral("ready"));
        rows.removeFirst();
        model.setRows(rows);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.find(keyOf("org/big", RepoKind::Model)));
    }

    void whatIsWrittenIsUnderstood_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("dataSet");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<bool>("good");
        const auto row = [](const char* written, const char* name, bool dataSet,
                             const char* revision, bool good) {
            QTest::newRow(written) << QString::fromLatin1(written) << QString::fromLatin1(name)
                                   << dataSet << QString::fromLatin1(revision) << good;
        };
        row(" HuggingFaceTB/SmolLM2-135M ", "HuggingFaceTB/SmolLM2-135M", false, "", true);
        row("gpt2", "gpt2", false, "", true);
        row("https://huggingface.co/org/name", "org/name", false, "", true);
        row("https://huggingface.co/datasets/tatsu-lab/alpaca?a=b", "tatsu-lab/alpaca", true, "",
            true);
        row("http://mirror/org/name/tree/v1.0/sub", "org/name", false, "v1.0", true);
        row("https://huggingface.co/org/name/blob/main/config.json", "org/name", false, "main",
            true);
        row("https://huggingface.co/gpt2/tree/main", "gpt2", false, "main", true);
        row("https://huggingface.co/datasets/squad", "squad", true, "", true);
        row("", "", false, "", false);
        row("org/na me", "org/na me", false, "", false);
        row("a/b/c", "a/b/c", false, "", false);
        row("org/../x", "org/../x", false, "", false);
        row("org/a--b", "org/a--b", false, "", false);
        row("-org/a", "-org/a", false, "", false);
    }

    void whatIsWrittenIsUnderstood()
    {
        QFETCH(QString, written);
        QFETCH(bool, good);
        const FetchEntry entry = understood({written, RepoKind::Model, {}, {}});
        QTEST(entry.name, "name");
        QTEST(entry.kind == RepoKind::Dataset, "dataSet");
        QTEST(entry.revision, "revision");
        QCOMPARE(nameProblem(entry).isEmpty(), good);
    }

    void anEntryIsARequestAndBack()
    {
        const FetchEntry entry{"org/a", RepoKind::Dataset, "v1", "*.json, data/*"};
        const PullRequest request = requestOf(entry);
        QCOMPARE(request.include, (std::vector<std::string>{"*.json", "data/*"}));
        QCOMPARE(entryOf(request), (FetchEntry{"org/a", RepoKind::Dataset, "v1", "*.json data/*"}));
        QVERIFY(!revisionProblem({"a", RepoKind::Model, "a b", {}}).isEmpty());
    }

    void messagesNameTheForm()
    {
        QCOMPARE(inFormWords(QStringLiteral("has several GGUF files: choose with --include, e.g. "
                                            "--include '*Q4_K_M*': a.gguf, b.gguf")),
            QStringLiteral("has several GGUF files: choose with Files under Advanced, e.g. "
                           "*Q4_K_M*: a.gguf, b.gguf"));
        QVERIFY(!inFormWords(QStringLiteral("is the name right? (a data set needs --dataset; …)"))
                     .contains(QStringLiteral("--")));
    }

    void progressInWords()
    {
        QCOMPARE(transferText({}).permille, -1);
        QCOMPARE(transferText({}).what, QStringLiteral("Asking the hub what there is…"));
        PullProgress progress{PullStage::Downloading, "model.safetensors", 2, 9, 120 << 20,
            257 << 20, 8.4 * (1 << 20), 16.0};
        TransferText text = transferText(progress);
        QCOMPARE(text.what, QStringLiteral("model.safetensors (3 of 9)"));
        QCOMPARE(text.figures, QStringLiteral("120 MiB of 257 MiB · 8.40 MiB/s · 16 s left"));
        QCOMPARE(text.permille, 466);
        progress.stage = PullStage::Waiting;
        progress.bytesPerSecond = 0.0;
        progress.secondsLeft = -1.0;
        text = transferText(progress);
        QVERIFY(text.what.startsWith(QStringLiteral("Another program")));
        QCOMPARE(text.figures, QStringLiteral("120 MiB of 257 MiB"));
    }

    void aCheckInWords()
    {
        const FileCheck good{"config.json", "c1", 512, FileState::Intact};
        const FileCheck bad{"model.safetensors", "c1", 1 << 20, FileState::Damaged};
        const FileCheck gone{"tokenizer.json", "c1", 0, FileState::Missing};
        const FileCheck other{"x.gguf", "c2", 9, FileState::Damaged};
        const FileCheck unnamed{"y.txt", "c1", 9, FileState::Unnamed};
        CheckSummary summary = summarised("org/a", RepoKind::Model, {good});
        QCOMPARE(summary.verdict, CheckSummary::Verdict::Intact);
        QCOMPARE(summary.text,
            QStringLiteral("Intact: 1 file, 512 B read and held against their hashes"));
        summary = summarised("org/a", RepoKind::Model, {good, unnamed});
        QCOMPARE(summary.verdict, CheckSummary::Verdict::Unknown);
        summary = summarised("org/a", RepoKind::Model, {good, bad, gone, other});
        QCOMPARE(summary.verdict, CheckSummary::Verdict::Damaged);
        QCOMPARE(summary.text,
            QStringLiteral("3 of 4 files damaged: model.safetensors, tokenizer.json (missing), "
                           "x.gguf"));
        QCOMPARE(summary.repair.revision, std::string("c1"));
        QCOMPARE(summary.repair.include,
            (std::vector<std::string>{"model.safetensors", "tokenizer.json"}));
        QVERIFY(summary.repair.check);
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestModelModels)
#include "test_model_models.moc"
