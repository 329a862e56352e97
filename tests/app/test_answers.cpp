// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QJsonArray>
#include <QtTest>

namespace {

constexpr const char* kRows = "{\"input\": \"is it? \", \"output\": \"yes\"}\n"
                              "{\"input\": \"was it? \", \"output\": [\"no\", \"never\"]}\n"
                              "{\"input\": \"will it be? \", \"output\": \"yes\"}\n";

} // namespace

void TestAnswers::info()
{
    const CommandLine cli;
    const QJsonObject info = cli.run({"info", cli.tinyModel(), "--json", "--dtype", "fp32"}).json();
    QCOMPARE(info["family"], QJsonValue("llama"));
    QCOMPARE(info["layers"], QJsonValue(2));
    QCOMPARE(info["tokenizer_size"], QJsonValue(128));
    QVERIFY(cli.run({"info", cli.tinyModel()}).output.contains("byte-level BPE, 128 tokens"));
}

void TestAnswers::tokenize()
{
    const CommandLine cli;
    const QJsonObject tokens
        = cli.run({"tokenize", cli.tinyModel(), "--text", "a b", "--json"}).json();
    QCOMPARE(tokens["ids"].toArray(), (QJsonArray{'a', ' ', 'b'}));
    QCOMPARE(tokens["decoded"], QJsonValue("a b"));
    QCOMPARE(tokens["tokens"].toArray()[1].toObject()["piece"], QJsonValue("Ġ"));
}

void TestAnswers::generate()
{
    const CommandLine cli;
    const QStringList call{"generate", cli.tinyModel(), "--prompt", "hello", "--max-new", "8"};
    const Outcome text = cli.run(call);
    QCOMPARE(text.exitCode, 0);
    const Outcome json = cli.run(call + QStringList{"--json"});
    QVERIFY(json.messages.isEmpty());
    QVERIFY(json.json()["tokens"].toArray().size() <= 8);
    QCOMPARE(QString::fromUtf8(text.output), json.json()["text"].toString() + "\n");
    QCOMPARE(json.json()["prompt_tokens"], QJsonValue(5));
    const QStringList drawn = call + QStringList{"--json", "--temperature", "1", "--seed", "5"};
    QCOMPARE(cli.run(drawn).json()["ids"], cli.run(drawn).json()["ids"]);
    QCOMPARE(cli.run(call + QStringList{"--branch", "tuned"}).exitCode, 1); // it has no adapter
}

void TestAnswers::generateReadsStandardInput()
{
    const CommandLine cli;
    const QStringList call{"generate", cli.tinyModel(), "--max-new", "4", "--json"};
    QCOMPARE(cli.run(call + QStringList{"--prompt-file", "-"}, "hello").json()["ids"],
        cli.run(call + QStringList{"--prompt", "hello"}).json()["ids"]);
}

void TestAnswers::evalAndScoreAgree()
{
    const CommandLine cli;
    cli.write("rows.jsonl", kRows);
    const Outcome eval = cli.run({"eval", cli.tinyModel(), "--suite", cli.path("rows.jsonl"),
        "--predictions", cli.path("predictions.jsonl"), "--json"});
    QVERIFY2(eval.exitCode == 0, eval.messages);
    const QJsonObject result = eval.json()["results"].toArray().at(0).toObject();
    QCOMPARE(result["branch"], QJsonValue("base"));
    QCOMPARE(result["score"].toObject()["rows"], QJsonValue(3));

    const QJsonObject score = cli.run({"score", cli.path("predictions.jsonl"), "--json"}).json();
    QCOMPARE(score["rows"], QJsonValue(3));
    QVERIFY(!score["metrics"].toArray().isEmpty());
    const Outcome limited
        = cli.run({"eval", cli.tinyModel(), "--suite", cli.path("rows.jsonl"), "--limit", "2"});
    QCOMPARE(limited.exitCode, 0);
    QVERIFY(limited.output.contains("95 % interval"));
}

void TestAnswers::bench_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("figure");
    QTest::newRow("lora") << QStringList{"train", "--steps", "1", "--batch", "1"} << "tokens_per_s";
    QTest::newRow("warm") << QStringList{"train", "--steps", "1", "--batch", "1", "--siamese"}
                          << "seconds_per_step";
    QTest::newRow("cold") << QStringList{"train", "--steps", "1", "--batch", "1", "--siamese",
        "--cold"} << "loss_last";
    QTest::newRow("decode") << QStringList{"decode", "--new", "3"} << "tokens_per_s";
    QTest::newRow("load") << QStringList{"load"} << "seconds";
    QTest::newRow("tokenize") << QStringList{"tokenize"} << "MB_per_s";
}

void TestAnswers::bench()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, figure);
    const CommandLine cli;
    cli.write("rows.jsonl", QByteArray(kRows) + kRows);
    QStringList call{"bench", arguments.takeFirst(), cli.tinyModel()};
    if (call[1] != "load")
        call += cli.path("rows.jsonl");
    const Outcome outcome = cli.run(call + arguments + QStringList{"--json"});
    QVERIFY2(outcome.exitCode == 0, outcome.messages);
    QVERIFY(outcome.json()[figure].toDouble() > 0.0);
    QVERIFY(outcome.json()["peak_rss_mb"].toDouble() > 1.0);
}
