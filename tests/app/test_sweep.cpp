// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QJsonArray>
#include <QtTest>

#include <signal.h>

namespace {

QStringList sweepArguments(const CommandLine& cli)
{
    return {"sweep", cli.tinyRecipe(), "--set", "method.siamese=off", "--set", "train.max_steps=3",
        "--grid", "train.learning_rate=1e-3,3e-3", "--seeds", "1,2", "--suite",
        cli.path("rows.jsonl"), "--json"};
}

int runsOf(const CommandLine& cli)
{
    return static_cast<int>(
        QJsonDocument::fromJson(cli.run({"runs", "list", "--json"}).output).array().size());
}

QStringList idsOf(const Outcome& sweep)
{
    QStringList ids;
    for (const QJsonValue run : sweep.json()["runs"].toArray())
        ids.append(run.toObject()["run"].toString());
    return ids;
}

} // namespace

void TestSweep::trainsAndMeasuresEachOnce()
{
    const CommandLine cli;
    const Outcome first = cli.run(sweepArguments(cli));
    QVERIFY2(first.exitCode == 0, first.messages);
    const QJsonArray runs = first.json()["runs"].toArray();
    QCOMPARE(runs.size(), 4);
    QCOMPARE(runs[1].toObject()["name"].toString(), QString("recipe learning_rate=3e-3 1"));
    QCOMPARE(runs[0].toObject()["results"].toArray().size(), 2); // the base, too
    QCOMPARE(runs[1].toObject()["results"].toArray().size(), 1);
    QCOMPARE(runsOf(cli), 4);

    const Outcome again = cli.run(sweepArguments(cli));
    QCOMPARE(idsOf(again), idsOf(first));
    QCOMPARE(runsOf(cli), 4);
    const QJsonObject measured
        = again.json()["runs"].toArray()[1].toObject()["results"].toArray()[0].toObject();
    QCOMPARE(measured["rows_from_log"], QJsonValue(12));
}

void TestSweep::goesOnAfterAKill()
{
    const CommandLine whole;
    const Outcome expected = whole.run(sweepArguments(whole));
    const CommandLine cli;
    QProcess process;
    cli.start(process, sweepArguments(cli));
    QByteArray messages;
    while (!messages.contains(": done") && process.waitForReadyRead(60000))
        messages += process.readAllStandardError();
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    process.waitForFinished();
    const Outcome rest = cli.run(sweepArguments(cli));
    QVERIFY2(rest.exitCode == 0, rest.messages);
    QCOMPARE(idsOf(rest).size(), 4);
    const auto scores = [](const Outcome& sweep, int run) {
        return sweep.json()["runs"]
            .toArray()[run]
            .toObject()["results"]
            .toArray()
            .last()
            .toObject()["score"];
    };
    for (int run = 0; run < 4; ++run)
        QCOMPARE(scores(rest, run), scores(expected, run));
}

void TestSweep::goesOnWithoutARunThatFails()
{
    const CommandLine cli;
    const Outcome outcome = cli.run({"sweep", cli.tinyRecipe(), "--set", "method.siamese=off",
        "--set", "train.max_steps=3", "--grid", "data.train.input_field=nothing,input", "--suite",
        cli.path("rows.jsonl"), "--json"});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.messages.contains("1 of 2 runs failed"), outcome.messages);
    QVERIFY2(outcome.messages.contains("failed: recipe input_field=nothing"), outcome.messages);
    const QJsonArray runs = outcome.json()["runs"].toArray();
    QVERIFY(runs[0].toObject()["error"].isString());
    QVERIFY(runs[1].toObject()["error"].isNull());
    QCOMPARE(runs[1].toObject()["results"].toArray().size(), 2); // the base's, too
}

void TestSweep::measuresTheWayFromBaseToTuned()
{
    const CommandLine cli;
    QVERIFY(cli.run({"train", cli.tinyRecipe(), "--set", "method.siamese=off", "--set",
                        "train.learning_rate=0.05"})
                .exitCode
        == 0);
    // in bf16 a token that is read with its prompt rounds otherwise than one that is read after it
    const QStringList eval{
        "eval", "tiny", "--suite", cli.path("rows.jsonl"), "--json", "--dtype", "fp32"};
    const auto scoresOf = [&](const QStringList& more) {
        const Outcome outcome = cli.run(eval + more);
        QJsonArray scores;
        for (const QJsonValue result : outcome.json()["results"].toArray())
            scores.append(result.toObject()["score"]);
        return scores;
    };
    const QJsonArray ends = scoresOf({"--branch", "base,tuned"});
    for (const char* kind : {"--adapter-scale", "--logit-mix"})
        QCOMPARE(scoresOf({kind, "0,1"}), ends);
    QCOMPARE(scoresOf({"--sweep"}).size(), 22);
    QCOMPARE(cli.run({"runs", "show", "tiny", "--json"}).json()["evaluations"].toArray().size(),
        2); // the run as it is
    QVERIFY(cli.run(eval + QStringList{"--adapter-scale", "0.5"}).output.contains("adapter_scale"));
}

void TestSweep::exportsAConstantGate()
{
    const CommandLine cli;
    QVERIFY(
        cli.run({"train", cli.tinyRecipe(), "--set", "train.learning_rate=0.05"}).exitCode == 0);
    const QString folder = cli.path("plain");
    const Outcome exported = cli.run({"export", "tiny", folder, "--constant-gate", "--json"});
    QVERIFY2(exported.exitCode == 0, exported.messages);
    const QJsonObject fit = exported.json();
    const double strength = fit["tuned"].toDouble();
    QVERIFY(strength > 0.0 && strength <= 1.0);
    for (const char* other : {"full", "base"})
        QVERIFY(fit["best"].toObject()["kl"].toDouble()
            <= fit[other].toObject()["kl"].toDouble() + 1e-9);

    // What was written is the adapter at that strength.
    const auto scoresOf = [&](const QStringList& more) {
        const QStringList eval{"eval", "tiny", "--suite", cli.path("rows.jsonl"), "--json"};
        return cli.run(eval + more).json()["results"].toArray()[0].toObject()["score"];
    };
    QCOMPARE(scoresOf({"--adapter", folder, "--branch", "tuned"}),
        scoresOf({"--adapter-scale", QString::number(strength, 'g', 17)}));
    QCOMPARE(cli.run({"export", "tiny", folder, "--constant-gate"}).exitCode, 1); // is there
    QCOMPARE(cli.run({"export", "tiny", cli.path("other")}).exitCode, 2);
}
