// SPDX-License-Identifier: Apache-2.0
#include "hub_test.h"
#include "suites.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QtTest>
#include <atomic>
#include <fstream>
#include <thread>

using namespace interweave;

namespace fs = std::filesystem;

namespace {

QByteArray sha256(const QByteArray& content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

/// The storage breaks off once, after so many bytes of model.safetensors.
QJsonObject earlyClose(int after, int times = 1)
{
    return {{"match", "model.safetensors"}, {"host", "storage"}, {"fault", "early-close"},
        {"after", after}, {"times", times}};
}

} // namespace

/// fixtures/hub/cache_tree.json: what huggingface_hub makes of the same repository
/// (oracle/hub_cache_tree.py).
void TestPull::makesTheCacheOfTheReference()
{
    HubTest hub;
    hub.server.setFacts(kRepo, {{"revisions", QJsonArray{"v1.0"}}});
    QFile golden(INTERWEAVE_FIXTURES "/hub/cache_tree.json");
    QVERIFY(golden.open(QFile::ReadOnly));
    const QJsonObject expected
        = QJsonDocument::fromJson(golden.readAll()).object()["tree"].toObject();
    QVERIFY(!expected.isEmpty());

    hub.pull();
    hub.request.revision = "v1.0";
    hub.pull();
    QJsonObject made;
    const auto tree = hub.cacheTree();
    for (auto entry = tree.begin(); entry != tree.end(); ++entry)
        if (!entry.key().startsWith(".locks/"))
            made[entry.key()] = QString::fromUtf8(
                entry.value().startsWith("-> ") ? entry.value() : sha256(entry.value()));
    QCOMPARE(QJsonDocument(made).toJson(), QJsonDocument(expected).toJson());
}

void TestPull::fetchesWhatIsMissingOnly()
{
    HubTest hub;
    const PullResult first = hub.pull();
    QCOMPARE(first.files.size(), 5u);
    QCOMPARE(first.bytes, first.downloadedBytes);
    QCOMPARE(first.leftOut, std::vector<std::string>{"pytorch_model.bin"});
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
    QVERIFY(hub.snapshotFile("modeling_tiny.py").isEmpty());

    hub.server.clearRequests();
    const PullResult second = hub.pull();
    QCOMPARE(second.folder, first.folder);
    QCOMPARE(second.downloadedBytes, 0);
    QCOMPARE(hub.fileRequests(), QStringList());

    fs::remove(fs::path(first.folder) / "config.json"); // its blob is there
    QCOMPARE(hub.pull().downloadedBytes, 0);
    QVERIFY(!hub.snapshotFile("config.json").isEmpty());
    hub.request.include = {"*.py"};
    QCOMPARE(hub.pull().files.size(), 1u);
    QVERIFY(!hub.snapshotFile("modeling_tiny.py").isEmpty());
}

void TestPull::tellsWhatItWouldDo()
{
    HubTest hub;
    const PullPlan plan = planPull(hub.request, hub.settings, {});
    QVERIFY(hub.cacheTree().isEmpty());
    QCOMPARE(plan.files.size(), 7u);
    for (const PlannedFile& file : plan.files) {
        QCOMPARE(file.wanted, !file.path.ends_with(".py") && !file.path.ends_with(".bin"));
        QVERIFY(!file.there);
        QCOMPARE(file.pickle, file.path.ends_with(".bin"));
        QCOMPARE(file.bytesToFetch, file.bytes);
    }
    QCOMPARE(plan.problem, "");
    QVERIFY(plan.bytesFree > 0);
    const PullResult pulled = hub.pull();
    QCOMPARE(plan.bytesToFetch, pulled.downloadedBytes);
    QCOMPARE(plan.commit, pulled.commit);
    QCOMPARE(planPull(hub.request, hub.settings, {}).bytesToFetch, 0);

    hub.server.write("models/org/quantised", "x-q4.gguf", "GGUF");
    hub.server.write("models/org/quantised", "x-q8.gguf", "GGUF, longer");
    hub.request.repo = "org/quantised";
    const PullPlan choice = planPull(hub.request, hub.settings, {});
    QCOMPARE(choice.files.size(), 2u);
    QCOMPARE(choice.files[1].bytes, 12);
    QVERIFY(choice.problem.find("--include") != std::string::npos);
}

void TestPull::movesToANewCommit()
{
    HubTest hub;
    const PullResult first = hub.pull();
    hub.server.write(kRepo, "config.json", "{\"model_type\": \"llama\", \"new\": true}\n");
    hub.server.clearRequests();
    const PullResult second = hub.pull();
    QVERIFY(first.commit != second.commit);
    QCOMPARE(hub.fileRequests(), QStringList({"hub"})); // config.json alone
    const auto tree = hub.cacheTree();
    QCOMPARE(tree["models--org--tiny/refs/main"], QByteArray::fromStdString(second.commit));
    QVERIFY(fs::exists(fs::path(first.folder) / "model.safetensors")); // the old one stays
    hub.request.revision = first.commit;
    QCOMPARE(errorOf([&] { hub.pull(); }).code(), ErrorCode::NotFound); // the hub has it no more
}

void TestPull::readsAListingOfPages()
{
    HubTest hub;
    hub.server.setFacts(kRepo, {{"page", 2}});
    QCOMPARE(hub.pull().files.size(), 5u);
    hub.request.kind = RepoKind::Dataset;
    hub.server.write("datasets/org/tiny", "data/a b.jsonl", "{}\n");
    hub.server.write("datasets/org/tiny", "large.csv", noise(3000));
    const PullResult data = hub.pull();
    QCOMPARE(data.files.size(), 2u);
    QCOMPARE(data.files.front().path, "data/a b.jsonl");
    QVERIFY(data.folder.find("datasets--org--tiny/snapshots/") != std::string::npos);
    QVERIFY(fs::exists(fs::path(data.folder) / "data/a b.jsonl"));
}

void TestPull::showsTheTokenToTheHubOnly()
{
    HubTest hub;
    hub.server.setFacts(kRepo, {{"token", "hf_secret"}, {"gated", true}});
    hub.settings.token = "hf_secret";
    hub.pull();
    int ofStorage = 0;
    for (const HubRequest& request : hub.server.requests()) {
        QCOMPARE(request.authorization, request.host == "hub" ? "Bearer hf_secret" : "");
        ofStorage += request.host == "storage";
    }
    QCOMPARE(ofStorage, 2); // model.safetensors, tokenizer.json
}

void TestPull::offlineAsksNobody()
{
    HubTest hub;
    hub.settings.offline = true;
    const Error error = errorOf([&] { hub.pull(); });
    QCOMPARE(error.code(), ErrorCode::NotFound);
    QVERIFY2(error.message().find("HF_HUB_OFFLINE") != std::string::npos, error.what());
    hub.settings.offline = false;
    const PullResult online = hub.pull();
    hub.server.clearRequests();
    hub.settings.offline = true;
    const PullResult offline = hub.pull();
    QCOMPARE(offline.folder, online.folder);
    QCOMPARE(offline.bytes, online.bytes);
    QVERIFY(hub.server.requests().isEmpty());
}

void TestPull::goesOnWhereItEnded()
{
    HubTest hub;
    hub.settings.retry.attempts = 1;
    hub.server.setFaults({earlyClose(123'456)});
    QCOMPARE(errorOf([&] { hub.pull(); }).code(), ErrorCode::Io);
    const fs::path part = hub.blobs() / (sha256(hub.weights).toStdString() + ".incomplete");
    QVERIFY(fs::exists(part));
    const uintmax_t there = fs::file_size(part);
    QVERIFY(there > 0 && there <= 123'456);
    QVERIFY(!hub.cacheTree().contains("models--org--tiny/refs/main")); // not whole: not found

    hub.server.clearRequests();
    const PullResult result = hub.pull();
    QVERIFY(hub.fileRequests().contains(QString("storage bytes=%1-").arg(there)));
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
    QVERIFY(!fs::exists(part));
    QVERIFY(!result.commit.empty());
}

void TestPull::tellsHowFarItIs()
{
    HubTest hub;
    hub.server.setFaults({QJsonObject{
        {"match", "model.safetensors"}, {"host", "storage"}, {"fault", "slow"}, {"pause", 0.005}}});
    std::vector<PullProgress> seen;
    PullCallbacks callbacks;
    callbacks.progress = [&](const PullProgress& progress) { seen.push_back(progress); };
    const PullResult result = hub.pull(callbacks);
    bool rated = false;
    for (size_t i = 1; i < seen.size(); ++i) {
        QVERIFY(seen[i].bytesDone >= seen[i - 1].bytesDone);
        QVERIFY(seen[i].bytesDone <= seen[i].bytesTotal);
        rated = rated || (seen[i].bytesPerSecond > 0.0 && seen[i].secondsLeft >= 0.0);
    }
    QVERIFY(rated);
    QCOMPARE(seen.front().stage, PullStage::Listing);
    QCOMPARE(seen.back().bytesDone, result.bytes);
    QCOMPARE(seen.back().filesDone, 5);
    QCOMPARE(seen.back().filesTotal, 5);
}

void TestPull::stops()
{
    HubTest hub;
    hub.settings.stallTimeout = std::chrono::seconds(30);
    hub.server.setFaults({QJsonObject{{"match", "model.safetensors"}, {"host", "storage"},
        {"fault", "stall"}, {"after", 100'000}}});
    std::stop_source stop;
    PullCallbacks callbacks;
    callbacks.progress = [&](const PullProgress& progress) {
        if (progress.file == "model.safetensors" && progress.stage == PullStage::Downloading)
            stop.request_stop();
    };
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(errorOf([&] { hub.pull(callbacks, stop.get_token()); }).code(), ErrorCode::Cancelled);
    QVERIFY(timer.elapsed() < 5000);

    // While a pause between attempts lasts, and while nothing comes at all.
    for (const char* fault : {"status", "silent"}) {
        hub.server.setFaults({QJsonObject{{"match", "/api/"}, {"fault", fault}, {"status", 503},
            {"headers", QJsonObject{{"Retry-After", "60"}}}}});
        std::stop_source later;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            later.request_stop();
        });
        timer.restart();
        QCOMPARE(errorOf([&] { hub.pull({}, later.get_token()); }).code(), ErrorCode::Cancelled);
        QVERIFY(timer.elapsed() < 5000);
    }
    hub.server.setFaults({});
    hub.pull();
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
}

void TestPull::twoAtOnceFetchOnce()
{
    HubTest hub;
    hub.server.setFaults({QJsonObject{
        {"match", "model.safetensors"}, {"host", "storage"}, {"fault", "slow"}, {"pause", 0.01}}});
    std::atomic<int> waits = 0;
    std::atomic<int> done = 0;
    PullCallbacks callbacks;
    callbacks.log = [&](LogLevel, std::string_view text) {
        waits += text.find("another process") != std::string_view::npos;
    };
    {
        std::vector<std::jthread> pulls;
        for (int i = 0; i < 3; ++i)
            pulls.emplace_back([&] { done += hub.pull(callbacks).files.size() == 5; });
    }
    QCOMPARE(done.load(), 3);
    QVERIFY(waits.load() >= 2);
    QCOMPARE(hub.fileRequests().count("storage"), 2); // each large file once
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
}

void TestPull::fetchesDamagedContentAgain()
{
    HubTest hub;
    const PullResult first = hub.pull();
    const fs::path blob = hub.blobs() / sha256(hub.weights).toStdString();
    {
        std::fstream file(blob, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(1000);
        file.put('X').put('Y').put('Z');
    }
    QVERIFY(hub.snapshotFile("model.safetensors") != hub.weights);
    QCOMPARE(hub.pull().downloadedBytes, 0); // of the right size
    hub.request.check = true;
    QCOMPARE(hub.pull().downloadedBytes, kWeightBytes);
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
    QCOMPARE(hub.pull().downloadedBytes, 0);

    fs::resize_file(blob, 10); // seen without reading
    hub.request.check = false;
    QCOMPARE(hub.pull().downloadedBytes, kWeightBytes);
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
}
