// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>

namespace {

QStringList tinyRun(const CommandLine& cli, const QStringList& settings)
{
    QStringList call{"train", cli.tinyRecipe()};
    for (const QString& setting : settings)
        call << "--set" << setting;
    return call;
}

/// The losses of the store's newest run in the order of their steps, which must be 1, 2, ….
std::vector<double> storedLosses(const CommandLine& cli)
{
    SQLite::Database store(cli.path("home/interweave.db").toStdString(), SQLite::OPEN_READWRITE);
    if (store.execAndGet("PRAGMA integrity_check").getString() != "ok")
        qFatal("the store is damaged");
    SQLite::Statement row(store,
        "SELECT step, value FROM points JOIN series ON series.id = points.series"
        " WHERE series.name = 'loss' ORDER BY step");
    std::vector<double> losses;
    while (row.executeStep()) {
        losses.push_back(row.getColumn(1));
        if (row.getColumn(0).getInt64() != static_cast<int64_t>(losses.size()))
            qFatal("a step is missing before step %lld",
                static_cast<long long>(row.getColumn(0).getInt64()));
    }
    return losses;
}

/// The figures of each step have to be there together.
bool hasWholeSteps(const CommandLine& cli)
{
    SQLite::Database store(cli.path("home/interweave.db").toStdString(), SQLite::OPEN_READONLY);
    return store
               .execAndGet("SELECT count(DISTINCT points) <= 1 FROM (SELECT count(*) AS points"
                           " FROM points JOIN series ON series.id = points.series"
                           " WHERE name NOT LIKE 'eval.%' GROUP BY series)")
               .getInt()
        == 1;
}

size_t loggedSteps(const CommandLine& cli, const QString& run)
{
    QFile log(cli.path("home/runs/" + run + "/trainer_log.jsonl"));
    return log.open(QFile::ReadOnly) ? static_cast<size_t>(log.readAll().count('\n')) : 0;
}

QString onlyRun(const CommandLine& cli)
{
    const QStringList runs
        = QDir(cli.path("home/runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return runs.size() == 1 ? runs.first() : QString();
}

} // namespace

void TestRuns::canBeOrdered()
{
    const CommandLine cli;
    QCOMPARE(cli.run(tinyRun(cli, {"train.max_steps=2"})).exitCode, 0);
    const auto runs = [&](const QStringList& call) { return cli.run(QStringList{"runs"} + call); };
    QCOMPARE(runs({"tag", "tiny", "best"}).exitCode, 0);
    QCOMPARE(runs({"note", "tiny", "a first try"}).exitCode, 0);
    QCOMPARE(runs({"rename", "tiny", "beacon"}).exitCode, 0);
    const QByteArray shown = runs({"show", "beacon"}).output;
    QVERIFY2(shown.contains("best") && shown.contains("a first try"), shown);

    QCOMPARE(runs({"delete", "beacon"}).exitCode, 0);
    QCOMPARE(runs({"show", "beacon"}).exitCode, 1);
    QVERIFY(runs({"list", "--deleted"}).output.contains("beacon"));
    QCOMPARE(runs({"restore", "beacon"}).exitCode, 0);

    QCOMPARE(runs({"export", "beacon", cli.path("out")}).exitCode, 0);
    QCOMPARE(runs({"export", "beacon", cli.path("out")}).exitCode, 1); // is there already
    QCOMPARE(runs({"import", cli.path("out")}).exitCode, 1); // the same
    QCOMPARE(runs({"delete", "beacon"}).exitCode, 0);
    QCOMPARE(runs({"delete", "beacon", "--for-good"}).exitCode, 0);
    QCOMPARE(runs({"import", cli.path("out")}).exitCode, 0);
    QVERIFY(runs({"show", "beacon"}).output.contains("best"));
}

void TestRuns::areReported()
{
    const CommandLine cli;
    QCOMPARE(cli.run(tinyRun(cli,
                         {"train.max_steps=2", "samples.prompts=[\"7 + 1 = \"]",
                             "samples.max_new=3", "eval.suite=" + cli.path("rows.jsonl")}))
                 .exitCode,
        0);
    QCOMPARE(
        cli.run({"compare", "tiny", "--prompt", "8 + 1 = ", "--max-new", "2", "--save"}).exitCode,
        0);
    const Outcome report = cli.run({"report", "tiny", "--out", cli.path("report.html")});
    QVERIFY2(report.exitCode == 0, report.messages);
    QFile page(cli.path("report.html"));
    QVERIFY(page.open(QFile::ReadOnly));
    const QByteArray html = page.readAll();
    for (const char* part : {"7 + 1 = ", "8 + 1 = ", "rows", "Kept and lost", "</html>"})
        QVERIFY2(html.contains(part), part);
    QCOMPARE(cli.run({"report", "nobody"}).exitCode, 1);
}

/// kill -9 at random moments, then --resume: the store is sound each time, no step is missing in
/// it, and the losses are those of a run that was never killed. INTERWEAVE_KILLS: how often.
void TestRuns::surviveKills()
{
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("INTERWEAVE_KILLS", &given);
    const int kills = given ? asked : 4;
    const QStringList settings{"train.max_steps=1000000", "train.checkpoint_every=50"};
    const CommandLine cli;
    QString run;
    size_t steps = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess process;
        cli.start(process,
            run.isEmpty() ? tinyRun(cli, settings) : QStringList{"train", "--resume", run});
        QVERIFY(process.waitForStarted());
        if (run.isEmpty())
            QTRY_VERIFY_WITH_TIMEOUT(!(run = onlyRun(cli)).isEmpty(), 60'000);
        QTest::qWait(QRandomGenerator::global()->bounded(50, 900));
        process.kill();
        QVERIFY(process.waitForFinished());
        const size_t stored = storedLosses(cli).size();
        QVERIFY(hasWholeSteps(cli));
        QVERIFY(stored <= loggedSteps(cli, run));
        steps = std::max(steps, stored);
    }
    QVERIFY(cli.run({"runs", "list"}).output.contains("interrupted"));
    const std::vector<double> losses = storedLosses(cli);
    QVERIFY(losses.size() > 50); // past a checkpoint
    qInfo("%d kills, %zu steps", kills, losses.size());

    const CommandLine calm;
    QProcess process;
    calm.start(process, tinyRun(calm, settings));
    QTRY_VERIFY_WITH_TIMEOUT(!onlyRun(calm).isEmpty(), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(loggedSteps(calm, onlyRun(calm)) > losses.size() + 500, 600'000);
    process.kill();
    QVERIFY(process.waitForFinished());
    std::vector<double> expected = storedLosses(calm);
    QVERIFY(expected.size() >= losses.size());
    expected.resize(losses.size());
    QCOMPARE(losses, expected);
}
