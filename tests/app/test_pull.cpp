// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "suites.h"

#include "tests/support/hub_server.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QtTest>
#include <csignal>

namespace {

constexpr const char* kRepo = "models/org/tiny";
constexpr qint64 kConfigBytes = 2; // "{}", unfinished for a moment, too

/// A hub that the executable is sent to, and a cache of its own.
class PulledCommandLine {
public:
    PulledCommandLine()
    {
        qputenv("HF_ENDPOINT", hub.endpoint().toUtf8());
        qputenv("HF_HUB_CACHE", cli.path("hub").toUtf8());
        qputenv("HF_HOME", cli.path("hf-home").toUtf8());
        qputenv("CURL_CA_BUNDLE", hub.certificate().toUtf8());
        qputenv("NO_PROXY", "localhost,127.0.0.1");
    }
    ~PulledCommandLine()
    {
        for (const char* name :
            {"HF_ENDPOINT", "HF_HUB_CACHE", "HF_HOME", "CURL_CA_BUNDLE", "NO_PROXY"})
            qunsetenv(name);
    }

    /// The hub has the tiny model.
    void offerModel() const
    {
        const QDir folder(cli.tinyModel());
        for (const QString& name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QFile::ReadOnly));
            hub.write(kRepo, name, file.readAll());
        }
    }

    qint64 unfinishedBytes() const
    {
        QDirIterator files(
            cli.path("hub"), {"*.incomplete"}, QDir::Files, QDirIterator::Subdirectories);
        qint64 bytes = 0;
        while (files.hasNext())
            bytes += QFileInfo(files.next()).size();
        return bytes;
    }

    HubServer& hub = HubServer::renewed();
    CommandLine cli;
};

} // namespace

void TestPull::pulledModelsAreFoundByTheirNames()
{
    const PulledCommandLine made;
    const CommandLine& cli = made.cli;
    made.offerModel();
    const Outcome before = cli.run({"info", "org/tiny"});
    QCOMPARE(before.exitCode, 1);
    QVERIFY2(before.messages.contains("interweave pull org/tiny"), before.messages);

    const Outcome pulled = cli.run({"pull", "org/tiny", "--json"});
    QVERIFY2(pulled.exitCode == 0, pulled.messages);
    QCOMPARE(pulled.json()["files"].toArray().size(), 3);
    QVERIFY(QFile::exists(pulled.json()["folder"].toString() + "/config.json"));
    QCOMPARE(cli.run({"pull", "org/tiny"}).output.trimmed(),
        pulled.json()["folder"].toString().toUtf8());

    qputenv("HF_HUB_OFFLINE", "1");
    made.hub.clearRequests();
    QCOMPARE(cli.run({"info", "org/tiny", "--json"}).json()["family"].toString(), "llama");
    const QStringList prompt{"--prompt", "ab", "--max-new", "3"};
    const Outcome answer = cli.run(QStringList{"generate", "org/tiny"} + prompt);
    QVERIFY2(answer.exitCode == 0, answer.messages);
    QCOMPARE(answer.output, cli.run(QStringList{"generate", cli.tinyModel()} + prompt).output);
    QCOMPARE(cli.run({"tokenize", "org/tiny", "--text", "ab"}).exitCode, 0);
    const Outcome trained = cli.run({"train", cli.tinyRecipe(), "--set", "model=org/tiny", "--set",
        "train.max_steps=1", "--json"});
    QVERIFY2(trained.exitCode == 0, trained.messages);
    QCOMPARE(cli.run({"pull", "org/tiny"}).exitCode, 0);
    QCOMPARE(cli.run({"pull", "org/other"}).exitCode, 1);
    QVERIFY(made.hub.requests().isEmpty());
    qunsetenv("HF_HUB_OFFLINE");
}

void TestPull::pulledModelsAreListedCheckedAndDeleted()
{
    const PulledCommandLine made;
    const CommandLine& cli = made.cli;
    made.offerModel();
    QVERIFY(cli.run({"models", "list"}).messages.contains("nothing has been pulled"));
    QCOMPARE(cli.run({"pull", "org/tiny"}).exitCode, 0);
    const QByteArray listed = cli.run({"models", "list"}).output;
    QVERIFY2(listed.contains("org/tiny") && listed.contains("main"), listed);
    QCOMPARE(cli.run({"models", "check", "org/tiny"}).exitCode, 0);
    QFile config(cli.run({"pull", "org/tiny"}).output.trimmed() + "/config.json");
    QVERIFY(config.open(QFile::Append));
    config.write(" ");
    config.close();
    const Outcome damaged = cli.run({"models", "check", "org/tiny"});
    QCOMPARE(damaged.exitCode, 1);
    QVERIFY(damaged.output.contains("damaged") && damaged.messages.contains("--check"));
    QCOMPARE(cli.run({"pull", "org/tiny", "--check"}).exitCode, 0);
    QCOMPARE(cli.run({"models", "check", "org/tiny"}).exitCode, 0);
    QCOMPARE(cli.run({"models", "delete", "org/tiny"}).exitCode, 0);
    QCOMPARE(cli.run({"info", "org/tiny"}).exitCode, 1);
    QCOMPARE(cli.run({"models", "delete", "org/tiny"}).exitCode, 1);
}

/// kill -9 at random moments: what has come stays, nothing of it comes twice, and the file is whole
/// in the end. INTERWEAVE_KILLS: how often.
void TestPull::pullSurvivesKills()
{
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("INTERWEAVE_KILLS", &given);
    const int kills = given ? asked : 4;
    const PulledCommandLine made;
    const QByteArray weights = noise(200'000 * (kills + 1)); // more than they let through
    made.hub.write(kRepo, "config.json", "{}");
    made.hub.write(kRepo, "model.safetensors", weights);
    made.hub.setFaults({QJsonObject{
        {"match", "model.safetensors"}, {"host", "storage"}, {"fault", "slow"}, {"pause", 0.01}}});
    qint64 there = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess process;
        made.cli.start(process, {"pull", "org/tiny"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(made.unfinishedBytes() > there + kConfigBytes, 20'000);
        QTest::qWait(QRandomGenerator::global()->bounded(1, 300));
        process.kill();
        QVERIFY(process.waitForFinished());
        QVERIFY(made.unfinishedBytes() > there);
        there = made.unfinishedBytes();
        QCOMPARE(made.cli.run({"info", "org/tiny"}).exitCode, 1); // not whole: not found
    }
    made.hub.setFaults({});
    made.hub.clearRequests();
    const Outcome pulled = made.cli.run({"pull", "org/tiny", "--json"});
    QVERIFY2(pulled.exitCode == 0, pulled.messages);
    QCOMPARE(made.hub.requests().last().range, QString("bytes=%1-").arg(there));
    QFile file(pulled.json()["folder"].toString() + "/model.safetensors");
    QVERIFY(file.open(QFile::ReadOnly));
    QCOMPARE(file.readAll(), weights);
    QCOMPARE(made.unfinishedBytes(), 0);
    qInfo("%d kills, %lld bytes were there", kills, static_cast<long long>(there));
}

void TestPull::interruptIs130()
{
    const PulledCommandLine made;
    made.hub.write(kRepo, "config.json", "{}");
    made.hub.write(kRepo, "model.safetensors", noise(2'000'000));
    made.hub.setFaults({QJsonObject{
        {"match", "model.safetensors"}, {"host", "storage"}, {"fault", "slow"}, {"pause", 0.02}}});
    QProcess process;
    made.cli.start(process, {"pull", "org/tiny"});
    QTRY_VERIFY_WITH_TIMEOUT(made.unfinishedBytes() > kConfigBytes, 20'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(5000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(made.unfinishedBytes() > 0);
}

void TestPull::refusalsSayWhatToDo()
{
    const PulledCommandLine made;
    made.hub.write("models/org/quantised", "x-Q4_K_M.gguf", "GGUF");
    made.hub.write("models/org/quantised", "x-Q8_0.gguf", "GGUF");
    const Outcome choice = made.cli.run({"pull", "org/quantised"});
    QCOMPARE(choice.exitCode, 1);
    QVERIFY(choice.output.isEmpty());
    QVERIFY2(choice.messages.contains("--include") && choice.messages.contains("x-Q8_0.gguf"),
        choice.messages);
    const Outcome plan = made.cli.run({"pull", "org/quantised", "--dry-run"});
    QCOMPARE(plan.exitCode, 0);
    QVERIFY2(plan.output.contains("x-Q8_0.gguf"), plan.output);
    QCOMPARE(made.cli.run({"pull", "org/quantised", "--include", "*Q4*"}).exitCode, 0);
    QCOMPARE(made.cli.run({"pull"}).exitCode, 2);
    QCOMPARE(made.cli.run({"pull", "org/nothing", "--json"}).exitCode, 1);
}
