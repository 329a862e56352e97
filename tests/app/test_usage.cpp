// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QProcess>
#include <QtTest>

void TestUsage::helpGoesToStdout()
{
    const Outcome help = CommandLine().run({"--help"});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.messages.isEmpty());
    for (const char* word : {"Training:", "Answers:", "Proofs:", "Examples:", "130 cancelled"})
        QVERIFY2(help.output.contains(word), word);
    QVERIFY(CommandLine().run({"--version"}).output.startsWith("interweave "));
}

void TestUsage::everySubcommandHasHelp_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"info", "verify", "selftest", "convert", "merge", "tokenize",
             "generate", "compare", "trace", "train", "sweep", "data", "runs", "cache", "report",
             "eval", "score", "separation", "demo", "bench", "pull", "models", "export"})
        QTest::newRow(name) << name;
}

void TestUsage::everySubcommandHasHelp()
{
    QFETCH(QString, name);
    const Outcome help = CommandLine().run({name, "--help"});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.output.size() > 100);
}

void TestUsage::examplesAreUnderstood()
{
    const CommandLine cli;
    const QString help = QString::fromUtf8(cli.run({"--help"}).output);
    int tried = 0;
    for (const QString& line : help.split('\n')) {
        if (!line.startsWith("  interweave ") || line.endsWith(" demo"))
            continue; // the demonstration takes its time
        const QStringList words = QProcess::splitCommand(line.section(" > ", 0, 0));
        const Outcome outcome = cli.run(words.mid(1));
        QVERIFY2(outcome.exitCode == 1, qPrintable(line + '\n' + outcome.messages)); // no such file
        ++tried;
    }
    QVERIFY(tried >= 3);
}

void TestUsage::badUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("no model") << QStringList{"info"};
    QTest::newRow("unknown option") << QStringList{"info", "model", "--colour"};
    QTest::newRow("unknown subcommand") << QStringList{"inform"};
    QTest::newRow("unknown sub-subcommand") << QStringList{"runs", "lists"};
    QTest::newRow("a number that is none") << QStringList{"info", "model", "--threads", "many"};
    QTest::newRow("unknown device") << QStringList{"info", "model", "--device", "gpu"};
    QTest::newRow("unknown dtype") << QStringList{"info", "model", "--dtype", "fp64"};
    QTest::newRow("unknown branch")
        << QStringList{"eval", "model", "--suite", "x", "--branch", "both"};
    QTest::newRow("no prompt") << QStringList{"generate", "model"};
    QTest::newRow("two prompts") << QStringList{
        "generate", "model", "--prompt", "a", "--prompt-file", "b"};
    QTest::newRow("neither recipe nor run") << QStringList{"train"};
    QTest::newRow("recipe and run") << QStringList{"train", "recipe.yaml", "--resume", "run"};
    QTest::newRow("no suite") << QStringList{"eval", "model"};
}

void TestUsage::badUsageIsTwo()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = CommandLine().run(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.output.isEmpty());
    QVERIFY(outcome.messages.startsWith("interweave: "));
    QVERIFY(outcome.messages.contains("--help"));
}

void TestUsage::suggestsTheNearestSubcommand()
{
    QVERIFY(CommandLine().run({"tokenise"}).messages.contains("did you mean 'tokenize'"));
    QVERIFY(CommandLine().run({"bench", "decoed"}).messages.contains("did you mean 'decode'"));
}

void TestUsage::failuresAreOneAndSayWhere()
{
    const CommandLine cli;
    const QList<QStringList> calls{{"info", "nowhere"}, {"runs", "show", "nothing", "--json"},
        {"score", "nowhere.jsonl", "--json"}, {"train", "nowhere.yaml"}, {"verify", "nowhere"},
        {"train", "--resume", "nowhere"}};
    for (const QStringList& arguments : calls) {
        const Outcome outcome = cli.run(arguments);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.output.isEmpty());
        QVERIFY2(outcome.messages.startsWith("interweave: "), outcome.messages);
    }
    QVERIFY(cli.run({"info", "nowhere"}).messages.contains("hint: 'interweave runs list'"));
}
