// SPDX-License-Identifier: Apache-2.0
#include "hub_test.h"
#include "suites.h"

#include "core/hub/partial_file.h"

#include <QCryptographicHash>
#include <QtTest>
#include <fstream>

using namespace interweave;

namespace fs = std::filesystem;

namespace {

/// Of model.safetensors, at the storage.
QJsonObject fault(const char* name, QJsonObject more = {})
{
    QJsonObject fault{{"match", "model.safetensors"}, {"host", "storage"}, {"fault", name}};
    for (auto entry = more.begin(); entry != more.end(); ++entry)
        fault[entry.key()] = entry.value();
    return fault;
}

fs::path blobOf(const HubTest& hub)
{
    return hub.blobs()
        / QCryptographicHash::hash(hub.weights, QCryptographicHash::Sha256).toHex().toStdString();
}

/// What a killed process would have left.
void leavePart(const HubTest& hub, const QByteArray& content)
{
    fs::create_directories(hub.blobs());
    std::ofstream file(partialPath(blobOf(hub)), std::ios::binary);
    file.write(content.constData(), content.size());
}

} // namespace

/// A server that goes on misbehaving: an error, and no blob.
void TestPullFaults::neverAcceptsOtherBytes_data()
{
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<bool>("partThere");
    for (const bool partThere : {false, true}) {
        const char* const suffix = partThere ? ", going on" : "";
        for (const char* name :
            {"flip", "too-long", "short", "early-close", "unasked-range", "changed", "reset"})
            QTest::addRow("%s%s", name, suffix) << fault(name, {{"after", 100}}) << partThere;
        QTest::addRow("another file at the hub%s", suffix) << QJsonObject{{"match", "/resolve/"},
            {"host", "hub"}, {"fault", "linked"}, {"linked", QString(64, 'a')}}
                                                           << partThere;
    }
}

void TestPullFaults::neverAcceptsOtherBytes()
{
    QFETCH(QJsonObject, fault);
    QFETCH(bool, partThere);
    HubTest hub;
    if (partThere)
        leavePart(hub, hub.weights.left(200'000));
    if (fault["fault"] == "unasked-range" && partThere)
        fault["fault"] = "wrong-range";
    hub.server.setFaults({fault});
    hub.request.include = {"model.safetensors"};
    hub.settings.retry.attempts = 4;
    if (fault["fault"] == "wrong-range") { // without a range it behaves
        hub.pull();
        QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
        return;
    }
    const Error error = errorOf([&] { hub.pull(); });
    QVERIFY2(error.code() == ErrorCode::Io || error.code() == ErrorCode::CorruptData, error.what());
    QVERIFY2(error.what() == QString(error.what()) && !error.message().empty(), error.what());
    QVERIFY(!fs::exists(blobOf(hub)));
    QVERIFY(hub.snapshotFile("model.safetensors").isEmpty());
    QVERIFY(hub.server.requests().size() < 40); // bounded
}

/// A server that misbehaves once or twice: the file comes all the same.
void TestPullFaults::recovers_data()
{
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<QByteArray>("part"); // what is there before
    const QByteArray weights = noise(kWeightBytes);
    const QByteArray good = weights.left(200'000);
    for (const char* name : {"ignore-range", "wrong-range", "wrong-total", "bad-range",
             "no-range-header", "416", "changed", "flip", "short", "too-long", "early-close"})
        QTest::newRow(name) << fault(name, {{"times", 2}, {"after", 1000}}) << good;
    for (const char* name : {"flip", "short", "too-long", "early-close", "unasked-range", "stall"})
        QTest::addRow("%s from the start", name)
            << fault(name, {{"times", 1}, {"after", 1000}, {"seconds", 3}}) << QByteArray();
    QTest::newRow("reset") << fault("reset", {{"times", 2}}) << good;
    for (const int status : {403, 408, 429, 500, 502, 503, 504})
        QTest::addRow("storage %d", status)
            << fault("status", {{"times", 2}, {"status", status}}) << good;
    for (const int status : {408, 429, 500, 503})
        QTest::addRow("hub %d", status) << QJsonObject{{"match", ""}, {"host", "hub"},
            {"fault", "status"}, {"times", 2}, {"status", status}}
                                        << good;
    const QJsonObject none = fault("none");
    QTest::newRow("a part of another file") << none << noise(200'000, 9);
    QTest::newRow("a whole other file") << none << noise(kWeightBytes, 9);
    QTest::newRow("a part that is too long") << none << weights + "more";
    QTest::newRow("all was there") << none << weights;
    QTest::newRow("zeros, as after a power cut")
        << none << good.left(100'000) + QByteArray(5000, 0);
}

void TestPullFaults::recovers()
{
    QFETCH(QJsonObject, fault);
    QFETCH(QByteArray, part);
    HubTest hub;
    if (!part.isEmpty())
        leavePart(hub, part);
    hub.server.setFaults({fault});
    hub.pull();
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
    QVERIFY(!fs::exists(partialPath(blobOf(hub))));
    if (part == hub.weights)
        QCOMPARE(hub.fileRequests().filter("storage").size(), 1); // tokenizer.json
}

void TestPullFaults::waitsAsLongAsAsked()
{
    HubTest hub;
    const auto busy = [](const QString& header, const QString& value) {
        return QJsonArray{QJsonObject{{"match", "/api/"}, {"fault", "status"}, {"status", 429},
            {"times", 1}, {"headers", QJsonObject{{header, value}}}}};
    };
    hub.server.setFaults(busy("Retry-After", "1"));
    QStringList log;
    PullCallbacks callbacks;
    callbacks.log = [&](LogLevel, std::string_view text) {
        log << QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    };
    QElapsedTimer timer;
    timer.start();
    hub.pull(callbacks);
    QVERIFY(timer.elapsed() >= 1000);
    QVERIFY2(
        log.value(0).contains("429") && log.value(0).contains("1.0 s"), qPrintable(log.join('\n')));

    for (const auto& [header, value] :
        {std::pair("Retry-After", "86400"), std::pair("RateLimit", "\"api\";r=0;t=86400")}) {
        hub.server.setFaults(busy(header, value));
        const Error error = errorOf([&] { hub.pull(); });
        QCOMPARE(error.code(), ErrorCode::Io);
        QVERIFY2(error.message().find("24 h") != std::string::npos, error.what());
    }
}

/// The rest came under another ETag than the beginning: none of it is kept.
void TestPullFaults::startsAnewWhenTheFileChanged()
{
    HubTest hub;
    hub.server.setFaults({fault("early-close", {{"times", 1}, {"after", 100'000}}),
        fault("changed", {{"times", 1}, {"ranged", true}})});
    hub.request.include = {"model.safetensors"};
    hub.pull();
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
    QStringList ranges;
    for (const HubRequest& request : hub.server.requests())
        if (request.host == "storage")
            ranges << (request.range.isEmpty() ? "all" : "rest under " + request.ifRange);
    QCOMPARE(ranges, QStringList({"all", "rest under \"storage-of-300000\"", "all"}));
}

/// If-Range: a server that keeps to it sends all of a file that has changed.
void TestPullFaults::asksForTheSameFileOnly()
{
    HubTest hub;
    hub.server.setFaults({fault("early-close", {{"times", 1}, {"after", 100'000}})});
    hub.request.include = {"model.safetensors"};
    hub.pull();
    const QList<HubRequest> requests = hub.server.requests();
    QVERIFY(requests.last().range.startsWith("bytes="));
    QCOMPARE(requests.last().ifRange, "\"storage-of-300000\"");
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
}
