// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include <QDir>
#include <QFile>
#include <QtTest>

namespace {

const QString kModelCase = INTERWEAVE_CASES "/models/llama3";

QString copyOfModelCase(const CommandLine& cli)
{
    QDir().mkpath(cli.path("case"));
    for (const char* name : {"config.json", "model.safetensors", "expected.safetensors"})
        QFile::copy(kModelCase + "/" + name, cli.path("case/") + name);
    return cli.path("case");
}

} // namespace

void TestProofs::verifyAgrees()
{
    const CommandLine cli;
    const QString saved = cli.path("saved.safetensors");
    const Outcome table = cli.run({"verify", kModelCase, "--save", saved});
    QCOMPARE(table.exitCode, 0);
    QVERIFY(table.output.contains("hidden") && table.output.contains("ok"));
    QVERIFY(QFile::exists(saved));
    const Outcome json = cli.run({"verify", INTERWEAVE_CASES "/imsm/llama3_mode5_lora", "--json"});
    QCOMPARE(json.exitCode, 0);
    QCOMPARE(json.json()["passed"], QJsonValue(true));
    QCOMPARE(json.json()["kind"], QJsonValue("imsm"));
}

void TestProofs::verifyFailsOnAChangedReference()
{
    const CommandLine cli;
    const QString folder = copyOfModelCase(cli);
    QFile file(folder + "/expected.safetensors");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    bytes.replace(bytes.size() - 4, 4, QByteArray("\x00\x00\xc0\x7f", 4)); // the last fp32: NaN
    QVERIFY(file.seek(0));
    file.write(bytes);
    file.close();
    const Outcome outcome = cli.run({"verify", folder, "--json"});
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(outcome.json()["passed"], QJsonValue(false));
    QVERIFY(outcome.messages.contains("not as expected"));
}

void TestProofs::verifyFailsOnADamagedFile()
{
    const CommandLine cli;
    const QString folder = copyOfModelCase(cli);
    QFile file(folder + "/expected.safetensors");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(file.resize(file.size() - 1));
    const Outcome outcome = cli.run({"verify", folder, "--json"});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(outcome.output.isEmpty());
    QVERIFY(outcome.messages.contains("expected.safetensors"));
}

void TestProofs::selftest()
{
    const Outcome outcome = CommandLine().run({"selftest", "--device", "cpu", "--json"});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.json()["passed"], QJsonValue(true));
}
