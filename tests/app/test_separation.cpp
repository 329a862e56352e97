// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QJsonArray>
#include <QtTest>

namespace {

QString writeSuite(const CommandLine& cli)
{
    cli.write("texts.jsonl",
        "{\"text\": \"Once upon a time there was a keeper.\"}\n{\"text\": \"Never again.\"}\n");
    cli.write("others.jsonl",
        "{\"input\": \"is it? \", \"output\": \"yes\"}\n"
        "{\"input\": \"was it? \", \"output\": [\"no\", \"never\"]}\n");
    cli.write("suite.yaml",
        "tasks:\n"
        "  - {file: texts.jsonl}\n"
        "  - {name: sums, file: rows.jsonl}\n"
        "  - {name: yes or no, file: others.jsonl, choices: [yes, no]}\n");
    return cli.path("suite.yaml");
}

void verifyRefused(const Outcome& outcome, const char* message)
{
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(outcome.output.isEmpty());
    QVERIFY2(outcome.messages.contains(message), outcome.messages);
}

} // namespace

void TestSeparation::saysHowWellTheGateTellsTokensApart()
{
    const CommandLine cli;
    QVERIFY(
        cli.run({"train", cli.tinyRecipe(), "--set", "train.learning_rate=0.05"}).exitCode == 0);
    const QStringList call{"separation", "tiny", "--suite", writeSuite(cli), "--on", "sums"};
    const Outcome outcome = cli.run(call + QStringList{"--json"});
    QVERIFY2(outcome.exitCode == 0, outcome.messages);
    const QJsonObject found = outcome.json();
    const QJsonObject on = found["on"].toObject();
    QCOMPARE(on["task"], QJsonValue("sums"));
    QCOMPARE(on["rows"], QJsonValue(12));
    QCOMPARE(on["tokens"], QJsonValue(15)); // 1 … 9 and 10, 11, 12
    QVERIFY(on["auc"].isNull());
    const QJsonArray off = found["off"].toArray();
    QCOMPARE(off.size(), 2);
    QCOMPARE(off[0]["task"], QJsonValue("texts"));
    QCOMPARE(off[0]["tokens"], QJsonValue(35 + 11));
    QCOMPARE(off[1]["tokens"], QJsonValue(5)); // "yes", "no"
    const QJsonObject all = found["all_off"].toObject();
    QCOMPARE(all["tokens"], QJsonValue(35 + 11 + 5));
    double pairs = 0.0; // of the parts and so of the whole
    for (const QJsonValue task : off)
        pairs += task["auc"]["value"].toDouble() * task["tokens"].toDouble();
    const QJsonObject auc = all["auc"].toObject();
    QVERIFY(std::abs(auc["value"].toDouble() - pairs / 51.0) < 1e-12);
    QVERIFY(auc["low"].toDouble() < auc["value"].toDouble());
    QVERIFY(auc["value"].toDouble() < auc["high"].toDouble());
    QVERIFY(on["gate"]["value"].toDouble() > 0.0 && on["gate"]["value"].toDouble() < 1.0);

    const QByteArray table = cli.run(call).output;
    for (const char* word : {"sums (on)", "yes or no", "all off-task", "AUC", "95 % interval"})
        QVERIFY2(table.contains(word), table);
    for (const QByteArray& line : table.split('\n'))
        QVERIFY(QString::fromUtf8(line).size() <= 100);
    const QJsonObject limited = cli.run(call + QStringList{"--limit", "2", "--json"}).json();
    QCOMPARE(limited["on"]["rows"], QJsonValue(2));
}

void TestSeparation::ofAConstantShareIsNone()
{
    const CommandLine cli;
    QVERIFY(cli.run({"train", cli.tinyRecipe(), "--set", "method.gate.fusion=mean"}).exitCode == 0);
    const QJsonObject found
        = cli.run({"separation", "tiny", "--suite", writeSuite(cli), "--json"}).json();
    QCOMPARE(found["on"]["task"], QJsonValue("texts")); // the first
    for (const char* part : {"value", "low", "high"})
        QCOMPARE(found["all_off"]["auc"][part], QJsonValue(0.5));
}

void TestSeparation::saysWhatIsMissing()
{
    const CommandLine cli;
    QVERIFY(cli.run({"train", cli.tinyRecipe(), "--set", "method.siamese=off"}).exitCode == 0);
    const QString suite = writeSuite(cli);
    const auto of = [&](const QString& run, const QString& tasks, const QStringList& more = {}) {
        return cli.run(QStringList{"separation", run, "--suite", tasks} + more);
    };
    verifyRefused(of("nowhere", suite), "nowhere");
    verifyRefused(of("tiny", suite), "has no gate");
    verifyRefused(of(cli.tinyModel(), suite), "has no gate");
    verifyRefused(of("tiny", suite, {"--on", "sum"}),
        "no task is named 'sum'; there are texts, sums, yes or no");
    verifyRefused(of("tiny", cli.path("texts.jsonl")), "its one task is 'texts'");
    verifyRefused(of("tiny", cli.path("none.yaml")), "none.yaml");
    QCOMPARE(cli.run({"separation", "tiny"}).exitCode, 2);
}
