// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QJsonArray>
#include <QtTest>

#include <signal.h>

void TestTraining::trainThenUseTheRun()
{
    const CommandLine cli;
    const Outcome train
        = cli.run({"train", cli.tinyRecipe(), "--set", "train.max_steps=3", "--json"});
    QVERIFY2(train.exitCode == 0, train.messages);
    QCOMPARE(train.json()["status"], QJsonValue("finished"));
    QCOMPARE(train.json()["step"], QJsonValue(3));
    const QString id = train.json()["run"].toString();

    QVERIFY(cli.run({"runs", "list"}).output.contains(id.toUtf8()));
    QCOMPARE(cli.run({"runs", "show", "tiny", "--json"}).json()["id"], QJsonValue(id));
    QCOMPARE(
        cli.run({"info", id, "--json"}).json()["adapter"].toObject()["method"], QJsonValue("LORA"));

    const QStringList prompt{"--prompt", "7 + 1 = ", "--max-new", "4"};
    const QJsonObject answers = cli.run(QStringList{"compare", "tiny", "--json"} + prompt).json();
    for (const char* branch : {"base", "tuned", "interwoven"})
        QVERIFY(!answers[branch].toObject()["ids"].toArray().isEmpty());
    QVERIFY(cli.run(QStringList{"compare", "tiny"} + prompt).output.contains("base share 0."));
    const QJsonObject trace = cli.run(QStringList{"trace", id, "--json"} + prompt).json();
    QCOMPARE(trace["query"].toArray().size(), 8);
    QCOMPARE(trace["answer"].toArray()[0].toObject()["channels"].toArray().size(), 8);
    const QStringList chat = QStringList{"trace", id, "--json", "--chat"} + prompt;
    QVERIFY(cli.run(chat).messages.contains("no chat template"));
    cli.write("model/tokenizer_config.json",
        R"({"chat_template": "{% for m in messages %}{{ m.role[0] }}:{{ m.content }};{% endfor %}a:"})");
    QCOMPARE(cli.run(chat).json()["query"].toArray().size(), 13); // "u:7 + 1 = ;a:"
    QCOMPARE(cli.run(chat + QStringList{"--system", "S"}).json()["query"].toArray().size(), 17);
    const QStringList compareChat = QStringList{"compare", "tiny", "--json", "--chat"} + prompt;
    QCOMPARE(cli.run(compareChat).json()["base"].toObject()["prompt_tokens"], QJsonValue(13));
    QCOMPARE(
        cli.run({"eval", "tiny", "--suite", cli.path("rows.jsonl"), "--branch", "all", "--json"})
            .json()["results"]
            .toArray()
            .size(),
        3);
    QCOMPARE(cli.run({"train", "--resume", id}).exitCode, 1); // it is finished
}

void TestTraining::stopsOnInterruptAndResumes()
{
    const CommandLine cli;
    QProcess process;
    cli.start(process, {"train", cli.tinyRecipe(), "--set", "train.max_steps=100000"});
    // The run appears once model and data are loaded.
    QTRY_VERIFY_WITH_TIMEOUT(cli.run({"runs", "list"}).output.contains("running"), 60'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardError().contains("interweave train --resume"));
    QVERIFY(cli.run({"runs", "show", "tiny", "--json"}).json()["status"] == QJsonValue("stopped"));

    cli.start(process, {"train", "--resume", "tiny"});
    QTRY_VERIFY_WITH_TIMEOUT(cli.run({"runs", "list"}).output.contains("running"), 60'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
}

void TestTraining::watchesASuite()
{
    const CommandLine cli;
    const QString recipe = cli.tinyRecipe();
    const QStringList call{
        "train", recipe, "--set", "eval.every=2", "--set", "eval.limit=4", "--set"};
    const Outcome train
        = cli.run(call + QStringList{"eval.suite=" + cli.path("rows.jsonl"), "--json"});
    QVERIFY2(train.exitCode == 0, train.messages);
    QVERIFY(train.messages.contains("step 0, base: rows"));
    for (const char* step :
        {"step 2, interwoven: rows", "step 4, interwoven: rows", "step 6, interwoven: rows"})
        QVERIFY2(train.messages.contains(step), train.messages);
    QVERIFY(train.messages.contains(", change "));
    QCOMPARE(cli.run(call + QStringList{"eval.suite=" + cli.path("none.yaml")}).exitCode, 1);
}

void TestTraining::reportsOnItsData()
{
    const CommandLine cli;
    const QString recipe = cli.tinyRecipe();
    cli.write("test.jsonl", "{\"input\": \"7 + 1 = \", \"output\": \"?\"}\n");
    const QStringList arguments{"data", recipe, "--against", cli.path("test.jsonl"), "--rows", "1"};
    const QJsonObject report = cli.run(arguments + QStringList{"--json"}).json();
    QVERIFY(report["rows"].toInt() > 0);
    QCOMPARE(report["shown"].toArray().size(), 1);
    QCOMPARE(report["leakage"].toArray()[0].toObject()["rows"], QJsonValue(1));
    const QByteArray text = cli.run(arguments).output;
    for (const char* part : {"95th percentile", "Line 1", "[", "13 words in a row"})
        QVERIFY2(text.contains(part), text);
    QCOMPARE(cli.run({"data", recipe, "--set", "data.train.path=missing.jsonl"}).exitCode, 1);
}
