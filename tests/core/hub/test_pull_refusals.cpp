// SPDX-License-Identifier: Apache-2.0
#include "hub_test.h"
#include "suites.h"

#include <QtTest>
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace interweave;

namespace fs = std::filesystem;

void TestPullRefusals::saysWhatToDo_data()
{
    QTest::addColumn<QString>("repo");
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QStringList>("said");
    QTest::newRow("no such model")
        << "org/nothing"
        << ""
        << "" << QStringList{"no such model", "is the name right", "HF_TOKEN"};
    QTest::newRow("no such model, with a token")
        << "org/nothing"
        << ""
        << "hf_x" << QStringList{"no such model", "does not show it"};
    QTest::newRow("no such revision")
        << "org/tiny"
        << "v9"
        << "" << QStringList{"no revision 'v9'", "/org/tiny/tree/main"};
    QTest::newRow("gated") << "org/gated"
                           << ""
                           << ""
                           << QStringList{
                                  "is gated", "accept its conditions", "/org/gated", "HF_TOKEN"};
    QTest::newRow("gated, no access")
        << "org/closed"
        << ""
        << "hf_x" << QStringList{"has not been let in", "/org/closed"};
    QTest::newRow("a token that is none")
        << "org/tiny"
        << ""
        << "bad" << QStringList{"does not accept this token", "/settings/tokens"};
    QTest::newRow("a token without the right")
        << "org/private"
        << ""
        << "hf_x" << QStringList{"does not let your token read it"};
    QTest::newRow("a name that is none") << "../org"
                                         << ""
                                         << "" << QStringList{"ORG/NAME"};
    QTest::newRow("a revision that is none") << "org/tiny"
                                             << "../main"
                                             << "" << QStringList{"no revision"};
}

void TestPullRefusals::saysWhatToDo()
{
    QFETCH(QString, repo);
    QFETCH(QString, revision);
    QFETCH(QString, token);
    QFETCH(QStringList, said);
    HubTest hub;
    for (const char* other : {"models/org/gated", "models/org/closed", "models/org/private"})
        hub.server.write(other, "config.json", "{}");
    hub.server.setFacts("models/org/gated", {{"gated", true}});
    hub.server.setFacts("models/org/closed", {{"gated", true}, {"token", "hf_other"}});
    hub.server.setFacts("models/org/private", {{"token", "hf_other"}});
    hub.request.repo = repo.toStdString();
    hub.request.revision = revision.toStdString();
    hub.settings.token = token.toStdString();
    const Error error = errorOf([&] { hub.pull(); });
    QVERIFY(error.code() == ErrorCode::NotFound || error.code() == ErrorCode::InvalidArgument);
    for (const QString& part : said)
        QVERIFY2(QString(error.what()).contains(part), error.what());
    QVERIFY2(!QString(error.what()).contains("hf_"), error.what()); // no token in a message
    QVERIFY(hub.server.requests().size() < 4); // nothing is tried again
    QVERIFY(hub.cacheTree().isEmpty());
}

/// As on the hub: everybody may read the listing of a gated repository, not its files.
void TestPullRefusals::leavesNothingOfAGatedModel()
{
    HubTest hub;
    hub.server.setFaults({QJsonObject{{"match", "/resolve/"}, {"fault", "status"}, {"status", 401},
        {"headers", QJsonObject{{"X-Error-Code", "GatedRepo"}}}}});
    const Error error = errorOf([&] { hub.pull(); });
    QCOMPARE(error.code(), ErrorCode::InvalidArgument);
    QVERIFY2(QString(error.what()).contains("accept its conditions"), error.what());
    QCOMPARE(hub.fileRequests().size(), 1);
    for (const QString& path : hub.cacheTree().keys())
        QVERIFY2(path.startsWith(".locks/"), qPrintable(path));
}

void TestPullRefusals::refusesAnswersThatAreNone_data()
{
    QTest::addColumn<QString>("match");
    QTest::addColumn<QByteArray>("body");
    const QByteArray oid(40, 'a');
    const auto file
        = [](const QByteArray& fields) { return "[{\"type\": \"file\", " + fields + "}]"; };
    for (const char* body : {"", "<html>", "[]", "{}", "{\"sha\": 5}", "{\"sha\": \"main\"}",
             "{\"sha\": \"../../etc\"}", "{\"sha\": \"a\", \"sha\": \"b\"}"})
        QTest::addRow("revision %s", body) << "/revision/" << QByteArray(body);
    for (const QByteArray& body : {QByteArray("{}"), QByteArray("[1]"), QByteArray("[{}]"),
             file("\"path\": \"a\""), file("\"path\": \"config.json\", \"oid\": \"" + oid + "\""),
             file("\"path\": \"config.json\", \"oid\": \"" + oid + "\", \"size\": -1"),
             file("\"path\": \"config.json\", \"oid\": \"" + oid + "\", \"size\": 1e300"),
             file("\"path\": \"config.json\", \"oid\": \"" + oid
                 + "\", \"size\": 18446744073709551615"),
             file("\"path\": \"config.json\", \"oid\": \"../../x\", \"size\": 5"),
             file("\"path\": \"config.json\", \"oid\": \"" + oid
                 + "\", \"size\": 5, \"lfs\": {\"oid\": \"" + oid + "\", \"size\": 5}"),
             file("\"path\": \"../config.json\", \"oid\": \"" + oid
                 + "\", \"size\": 5"
                   "}, {\"type\": \"file\", \"path\": \"model.safetensors\", \"oid\": \""
                 + oid + "\", \"size\": 5")})
        QTest::addRow("tree %s", body.left(90).constData()) << "/tree/" << body;
}

void TestPullRefusals::refusesAnswersThatAreNone()
{
    QFETCH(QString, match);
    QFETCH(QByteArray, body);
    HubTest hub;
    hub.server.setFaults(
        {QJsonObject{{"match", match}, {"fault", "body"}, {"body", QString::fromUtf8(body)}}});
    hub.request.include = {"*"};
    const Error error = errorOf([&] { hub.pull(); });
    QVERIFY2(error.code() == ErrorCode::CorruptData, error.what());
    QVERIFY(hub.cacheTree().isEmpty());
}

void TestPullRefusals::neverLeavesHttps()
{
    HubTest hub;
    hub.settings.token = "hf_secret";
    const auto redirect = [&](const QString& match, const QString& to) {
        hub.server.clearRequests();
        hub.server.setFaults(
            {QJsonObject{{"match", match}, {"host", "hub"}, {"fault", "redirect"}, {"to", to}}});
        return errorOf([&] { hub.pull(); });
    };
    for (const char* match : {"/api/", "/resolve/"}) {
        const Error error = redirect(match, "http://localhost:{plain}/");
        QCOMPARE(error.code(), ErrorCode::Io);
        QVERIFY2(QString(error.what()).contains("https to http"), error.what());
        for (const HubRequest& request : hub.server.requests())
            QVERIFY(request.host != "plain");
    }
    for (const char* to : {"file:///etc/passwd", "ftp://localhost/x", "https://a:b@localhost/",
             "https://localhost:{hub}/org/tiny/resolve/main/loop"})
        QCOMPARE(redirect("/resolve/", to).code(), ErrorCode::Io);
    // Another port of the same machine is another origin.
    redirect("/resolve/", "https://localhost:{storage}/x");
    for (const HubRequest& request : hub.server.requests())
        QCOMPARE(request.authorization.isEmpty(), request.host != "hub");
}

void TestPullRefusals::trustsKnownCertificatesOnly()
{
    HubTest hub;
    hub.settings.certificates.clear();
    const Error error = errorOf([&] { hub.pull(); });
    QCOMPARE(error.code(), ErrorCode::Io);
    QVERIFY2(QString(error.what()).contains("CURL_CA_BUNDLE"), error.what());
    QVERIFY(hub.server.requests().isEmpty());
}

void TestPullRefusals::saysThereIsNoRoom()
{
    HubTest hub;
    const QByteArray listing = "[{\"type\": \"file\", \"path\": \"model.safetensors\", \"oid\": \""
        + QByteArray(40, 'a') + "\", \"size\": 1000000000000000}]"; // a petabyte
    hub.server.setFaults({QJsonObject{
        {"match", "/tree/"}, {"fault", "body"}, {"body", QString::fromUtf8(listing)}}});
    const Error error = errorOf([&] { hub.pull(); });
    QCOMPARE(error.code(), ErrorCode::Io);
    for (const char* part : {"no room", "909 TiB", "HF_HUB_CACHE"})
        QVERIFY2(QString(error.what()).contains(part), error.what());
    QVERIFY(hub.fileRequests().isEmpty());
}

/// A limit on the size of files stands in for a full disk: write fails at the same place.
void TestPullRefusals::keepsWhatAFullDiskHas()
{
    HubTest hub;
    hub.request.include = {"model.safetensors"};
    rlimit former{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &former), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{100'000, former.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const Error error = errorOf([&] { hub.pull(); });
    setrlimit(RLIMIT_FSIZE, &former);
    QCOMPARE(error.code(), ErrorCode::Io);
    QVERIFY2(QString(error.what()).contains("writing failed"), error.what());
    QVERIFY(hub.snapshotFile("model.safetensors").isEmpty());
    hub.pull();
    QCOMPARE(hub.fileRequests().last(), "storage bytes=100000-");
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
}

void TestPullRefusals::saysTheCacheCannotBeWritten()
{
    HubTest hub;
    std::ofstream(hub.settings.cache) << "a file";
    const Error error = errorOf([&] { hub.pull(); });
    QCOMPARE(error.code(), ErrorCode::Io);
    QVERIFY2(QString(error.what()).contains("HF_HUB_CACHE"), error.what());
}

/// Root may write anywhere: it becomes nobody for a moment.
void TestPullRefusals::readsAReadOnlyCache()
{
    HubTest hub;
    const PullResult first = hub.pull();
    const auto chmod = [&](fs::perms folders) {
        for (const auto& entry : fs::recursive_directory_iterator(hub.settings.cache))
            if (entry.is_directory() && !entry.is_symlink())
                fs::permissions(entry.path(), folders);
        fs::permissions(hub.settings.cache, folders);
    };
    fs::permissions(hub.settings.cache.parent_path(), fs::perms(0755));
    fs::permissions(fs::path(hub.settings.certificates).parent_path(), fs::perms(0755));
    chmod(fs::perms(0555));
    const uid_t user = geteuid();
    if (user == 0)
        QCOMPARE(seteuid(65534), 0);
    const PullResult second = hub.pull();
    hub.request.include = {"*.py"};
    const Error error = errorOf([&] { hub.pull(); });
    if (user == 0)
        QCOMPARE(seteuid(0), 0);
    chmod(fs::perms(0755));
    QCOMPARE(second.folder, first.folder);
    QCOMPARE(second.downloadedBytes, 0);
    QCOMPARE(error.code(), ErrorCode::Io);
    QVERIFY2(QString(error.what()).contains("HF_HUB_CACHE"), error.what());
}
