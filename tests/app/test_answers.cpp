// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QFile>
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

void TestAnswers::chatUsesTheModelsTemplate()
{
    const CommandLine cli;
    const QString model = cli.tinyModel();
    const QStringList tokenize{"tokenize", model, "--text", "hi", "--chat"};
    const Outcome none = cli.run(tokenize);
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.messages.contains("no chat template"), none.messages);
    // The token 2 is spelled "Ă", begins a text and ends a message.
    cli.write("model/tokenizer_config.json",
        R"({"bos_token": "Ă", "eos_token": "Ă", "add_bos_token": true, "chat_template":
            "{{ bos_token }}{% for m in messages %}{{ m.role[0] }}:{{ m.content }}{{ eos_token }}{% endfor %}{% if add_generation_prompt %}a:{% endif %}"})");
    QCOMPARE(cli.run({"info", model, "--json"}).json()["chat_template"],
        QJsonValue("tokenizer_config.json: chat_template"));
    QVERIFY(cli.run({"info", model}).output.contains("chat template"));

    const QJsonObject tokens = cli.run(tokenize + QStringList{"--system", "S", "--json"}).json();
    QCOMPARE(tokens["text"], QJsonValue("Ăs:SĂu:hiĂa:"));
    QCOMPARE(tokens["ids"].toArray(),
        (QJsonArray{2, 's', ':', 'S', 2, 'u', ':', 'h', 'i', 2, 'a', ':'}));
    QVERIFY(cli.run(tokenize).output.startsWith("Ău:hiĂa:\n\n"));
    const QStringList generate{"generate", model, "--prompt", "hi", "--max-new", "2", "--json"};
    QCOMPARE(cli.run(generate + QStringList{"--chat"}).json()["prompt_tokens"], QJsonValue(8));
    QCOMPARE(cli.run(generate).json()["prompt_tokens"], QJsonValue(3)); // with the one it adds
    QCOMPARE(cli.run(generate + QStringList{"--system", "S"}).exitCode, 2); // without --chat
}

void TestAnswers::evalAndScoreAgree()
{
    const CommandLine cli;
    cli.write("rows.jsonl", kRows);
    const Outcome eval = cli.run({"eval", cli.tinyModel(), "--suite", cli.path("rows.jsonl"),
        "--predictions", cli.path("predictions"), "--json"});
    QVERIFY2(eval.exitCode == 0, eval.messages);
    const QJsonObject result = eval.json()["results"].toArray().at(0).toObject();
    QCOMPARE(result["branch"], QJsonValue("base"));
    QCOMPARE(result["score"].toObject()["rows"], QJsonValue(3));

    const QJsonObject score
        = cli.run({"score", cli.path("predictions/rows.base.jsonl"), "--json"}).json();
    QCOMPARE(score["rows"], QJsonValue(3));
    const auto valueOf = [](const QJsonArray& metrics, const QString& name) {
        for (const QJsonValue& metric : metrics)
            if (metric["metric"] == name)
                return metric["value"].toDouble();
        return -1.0;
    };
    QCOMPARE(valueOf(score["metrics"].toArray(), "accuracy"),
        valueOf(result["score"].toObject()["metrics"].toArray(), "accuracy"));
    for (const char* key : {"EM", "EM_rows", "Contain", "Contain_rows", "F1_overlap",
             "F1_overlap_rows", "Rouge1_rows", "RougeL", "F1_yes", "MCC_yes", "final_number_rows"})
        QVERIFY2(score.contains(key), key);
    QCOMPARE(score["EM_rows"].toArray().size(), 3);
    const Outcome limited
        = cli.run({"eval", cli.tinyModel(), "--suite", cli.path("rows.jsonl"), "--limit", "2"});
    QCOMPARE(limited.exitCode, 0);
    QVERIFY(limited.output.contains("95 % interval"));
}

void TestAnswers::evalOfChoicesAndTexts()
{
    const CommandLine cli;
    cli.write("rows.jsonl", kRows);
    cli.write("texts.jsonl", "{\"text\": \"Once upon a time.\"}\n{\"text\": \"Never.\"}\n");
    cli.write("suite.yaml",
        "tasks:\n"
        "  - {name: yes or no, file: rows.jsonl, choices: [yes, no]}\n"
        "  - {file: texts.jsonl}\n");
    const QStringList call{"eval", cli.tinyModel(), "--suite", cli.path("suite.yaml")};
    const Outcome eval
        = cli.run(call + QStringList{"--json", "--predictions", cli.path("predictions")});
    QVERIFY2(eval.exitCode == 0, eval.messages);
    const QJsonArray results = eval.json()["results"].toArray();
    QCOMPARE(results.size(), 2);
    const auto metric = [&](int task, int index) {
        const QJsonArray metrics
            = results[task].toObject()["score"].toObject()["metrics"].toArray();
        return metrics[index].toObject()["metric"].toString();
    };
    QCOMPARE(metric(0, 0), QString("acc"));
    QCOMPARE(metric(0, 1), QString("acc_norm"));
    QCOMPARE(metric(1, 0), QString("cross_entropy"));
    QFile rows(cli.path("predictions/yes or no.base.jsonl"));
    QVERIFY(rows.open(QFile::ReadOnly));
    const QJsonObject row = QJsonDocument::fromJson(rows.readLine()).object();
    QCOMPARE(row["output"], QJsonValue("yes"));
    QVERIFY(row["choices"].toArray()[1].toObject()["log_likelihood"].toDouble() < 0.0);
    const QByteArray table = cli.run(call).output;
    QVERIFY(table.contains("acc_norm") && table.contains("perplexity"));
    for (const QByteArray& line : table.split('\n'))
        QVERIFY(QString::fromUtf8(line).size() <= 100);
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
    QTest::newRow("another method")
        << QStringList{"train", "--steps", "1", "--batch", "1", "--peft", "ia3", "--siamese"}
        << "trained_parameters";
    QTest::newRow("decode") << QStringList{"decode", "--new", "3"} << "tokens_per_s";
    QTest::newRow("eval") << QStringList{"eval", "--branch", "all"} << "prompts_per_s";
    QTest::newRow("load") << QStringList{"load"} << "seconds";
    QTest::newRow("tokenize") << QStringList{"tokenize"} << "MB_per_s";
}

void TestAnswers::bench()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, figure);
    const CommandLine cli;
    cli.write("rows.jsonl", QByteArray(kRows).repeated(22));
    QStringList call{"bench", arguments.takeFirst(), cli.tinyModel()};
    if (call[1] != "load")
        call += cli.path("rows.jsonl");
    const Outcome outcome = cli.run(call + arguments + QStringList{"--json"});
    QVERIFY2(outcome.exitCode == 0, outcome.messages);
    QVERIFY(outcome.json()[figure].toDouble() > 0.0);
    QVERIFY(outcome.json()["peak_rss_mb"].toDouble() > 1.0);
}
