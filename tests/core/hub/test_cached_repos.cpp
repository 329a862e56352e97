// SPDX-License-Identifier: Apache-2.0
#include "hub_test.h"
#include "suites.h"

#include "core/hub/cached_repos.h"
#include "core/hub/cached_revision.h"
#include "core/hub/file_lock.h"

#include <QtTest>
#include <fstream>

using namespace interweave;

namespace fs = std::filesystem;

namespace {

RepoCache tinyCache(const HubTest& hub)
{
    return {hub.settings.cache, {"org/tiny", RepoKind::Model}};
}

void write(const fs::path& path, const std::string& content)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << content;
}

} // namespace

void TestCachedRepos::listsWhatThereIs()
{
    HubTest hub;
    QVERIFY(listCachedRepos(hub.settings.cache).empty());
    const PullResult pulled = hub.pull();
    hub.server.write("datasets/org/data", "train.jsonl", "{}\n");
    hub.request = {"org/data", RepoKind::Dataset, {}, {}, false};
    hub.pull();
    write(hub.settings.cache / "version.txt", "1");
    write(hub.settings.cache / "models--org--part/blobs/abc.incomplete", "12345");

    const std::vector<CachedRepo> repos = listCachedRepos(hub.settings.cache);
    QCOMPARE(repos.size(), 3u);
    QCOMPARE(repos[0].repo, "org/part");
    QCOMPARE(repos[0].unfinishedBytes, 5);
    QVERIFY(repos[0].revisions.empty());
    QCOMPARE(repos[1].repo, "org/tiny");
    QCOMPARE(repos[1].bytes, pulled.bytes);
    QCOMPARE(repos[1].unfinishedBytes, 0);
    const CachedRevision& revision = repos[1].revisions.at(0);
    QCOMPARE(revision.commit, pulled.commit);
    QCOMPARE(revision.names, std::vector<std::string>{"main"});
    QCOMPARE(revision.folder, pulled.folder);
    QCOMPARE(revision.model, pulled.folder);
    QCOMPARE(revision.problem, "");
    QCOMPARE(revision.files, 5);
    QCOMPARE(revision.bytes, pulled.bytes);
    QVERIFY(!revision.changed.empty());
    QCOMPARE(repos[2].repo, "org/data");
    QCOMPARE(repos[2].kind, RepoKind::Dataset);
    QCOMPARE(repos[2].revisions.at(0).problem, "");
}

void TestCachedRepos::findsModelsByTheirNames()
{
    HubTest hub;
    hub.server.setFacts(kRepo, {{"revisions", QJsonArray{"v1.0"}}});
    hub.request.revision = "v1.0";
    const fs::path& cache = hub.settings.cache;
    QVERIFY(findCachedModel(cache, "org/tiny").empty());
    const PullResult pulled = hub.pull();
    QCOMPARE(findCachedModel(cache, "org/tiny@v1.0"), pulled.folder);
    QCOMPARE(findCachedModel(cache, "org/tiny@" + pulled.commit), pulled.folder);
    const Error error = errorOf([&] { findCachedModel(cache, "org/tiny"); });
    QVERIFY2(QString(error.what()).contains("org/tiny@v1.0"), error.what());
    hub.request.revision.clear();
    hub.pull();
    QCOMPARE(findCachedModel(cache, "org/tiny"), pulled.folder);
    for (const char* name :
        {"", ".", "..", "org", "org/tiny/x", "../tiny", "/org/tiny", "org/other"})
        QVERIFY(findCachedModel(cache, name).empty());
    QVERIFY_EXCEPTION_THROWN(findCachedModel(cache, "org/tiny@../../x"), Error);
    QCOMPARE(
        errorOf([&] { findCachedAdapter(cache, "org/tiny"); }).code(), ErrorCode::InvalidArgument);

    hub.server.write("models/org/quantised", "x-q4.gguf", "GGUF");
    hub.request.repo = "org/quantised";
    const PullResult gguf = hub.pull();
    QCOMPARE(findCachedModel(cache, "org/quantised"), fs::path(gguf.folder) / "x-q4.gguf");
}

void TestCachedRepos::saysWhyAModelCannotBeUsed()
{
    HubTest hub;
    const PullResult pulled = hub.pull();
    const fs::path folder = pulled.folder;
    const auto problem = [&] {
        return QString(errorOf([&] { findCachedModel(hub.settings.cache, "org/tiny"); }).what());
    };
    fs::rename(folder / "model.safetensors", folder / "model-00001-of-00002.safetensors");
    QVERIFY2(problem().contains("no weights"), qPrintable(problem()));
    write(folder / "model.safetensors.index.json",
        R"({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}})");
    QVERIFY2(
        problem().contains("model-00002-of-00002.safetensors is missing"), qPrintable(problem()));
    write(folder / "model.safetensors.index.json", "{");
    QVERIFY(!problem().isEmpty());
    fs::remove(folder / "model.safetensors.index.json");
    fs::remove(folder / "config.json");
    write(folder / "a.gguf", "GGUF");
    write(folder / "b.gguf", "GGUF");
    QVERIFY2(problem().contains("a.gguf") && problem().contains("b.gguf"), qPrintable(problem()));
    fs::remove(folder / "a.gguf");
    fs::remove(folder / "b.gguf");
    write(folder / "adapter_config.json", "{}");
    QVERIFY2(problem().contains("--adapter"), qPrintable(problem()));
    QCOMPARE(findCachedAdapter(hub.settings.cache, "org/tiny"), folder);
}

void TestCachedRepos::findsDamage()
{
    HubTest hub;
    const PullResult pulled = hub.pull();
    const auto states = [&] {
        QStringList bad;
        for (const FileCheck& file : checkCachedRepo(tinyCache(hub), {}, {}))
            if (file.state != FileState::Intact)
                bad << QString::fromStdString(file.path + " " + name(file.state));
        return bad;
    };
    QCOMPARE(states(), QStringList());
    const fs::path folder = pulled.folder;
    std::ofstream(folder / "config.json", std::ios::app) << " "; // through the link
    fs::remove(folder.parent_path().parent_path() / "blobs"
        / fs::read_symlink(folder / "tokenizer.json").filename());
    write(folder / "notes.txt", "mine");
    QCOMPARE(states(),
        QStringList({"config.json damaged", "notes.txt unnamed", "tokenizer.json missing"}));
    QCOMPARE(errorOf([&] {
        checkCachedRepo({hub.settings.cache, {"org/other", RepoKind::Model}}, {}, {});
    }).code(),
        ErrorCode::NotFound);
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(errorOf([&] { checkCachedRepo(tinyCache(hub), {}, stop.get_token()); }).code(),
        ErrorCode::Cancelled);
}

void TestCachedRepos::removes()
{
    HubTest hub;
    hub.pull();
    removeCachedRepo(tinyCache(hub));
    QVERIFY(hub.cacheTree().isEmpty());
    QCOMPARE(errorOf([&] { removeCachedRepo(tinyCache(hub)); }).code(), ErrorCode::NotFound);
}

void TestCachedRepos::refusesToRemoveWhatIsPulled()
{
    HubTest hub;
    hub.pull();
    FileLock lock(tinyCache(hub).lock(std::string(64, 'a')));
    QVERIFY(lock.tryLock());
    QCOMPARE(errorOf([&] { removeCachedRepo(tinyCache(hub)); }).code(), ErrorCode::InvalidArgument);
    QCOMPARE(hub.snapshotFile("model.safetensors"), hub.weights);
}
