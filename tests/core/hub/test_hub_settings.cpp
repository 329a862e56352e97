// SPDX-License-Identifier: Apache-2.0
#include "suites.h"

#include "core/hub/content_digest.h"
#include "core/hub/hub_settings.h"
#include "core/hub/repo_id.h"
#include "core/hub/url.h"
#include "core/support/error.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace interweave;

namespace {

constexpr const char* kVariables[]
    = {"HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "HF_TOKEN", "HF_TOKEN_PATH", "HF_ENDPOINT",
        "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "CURL_CA_BUNDLE",
        "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HF_HUB_DOWNLOAD_TIMEOUT", "HOME"};

/// An environment without any of them; the former comes back in the end.
class CleanEnvironment {
public:
    CleanEnvironment()
    {
        for (const char* name : kVariables) {
            if (qEnvironmentVariableIsSet(name))
                m_former[name] = qgetenv(name);
            qunsetenv(name);
        }
        qputenv("HOME", m_home.path().toUtf8());
    }
    ~CleanEnvironment()
    {
        for (const char* name : kVariables) {
            qunsetenv(name);
            if (m_former.contains(name))
                qputenv(name, m_former[name]);
        }
    }
    QString home() const { return m_home.path(); }

private:
    QTemporaryDir m_home;
    QMap<QByteArray, QByteArray> m_former;
};

void write(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
}

} // namespace

void TestHubSettings::findsTheCache()
{
    const CleanEnvironment environment;
    const auto cache = [] { return QString::fromStdString(hubSettings().cache.string()); };
    QCOMPARE(cache(), environment.home() + "/.cache/huggingface/hub");
    qputenv("XDG_CACHE_HOME", "/xdg");
    QCOMPARE(cache(), "/xdg/huggingface/hub");
    qputenv("HF_HOME", "~/hf");
    QCOMPARE(cache(), environment.home() + "/hf/hub");
    qputenv("HF_HUB_CACHE", "/models");
    QCOMPARE(cache(), "/models");

    QCOMPARE(hubSettings().endpoint, "https://huggingface.co");
    qputenv("HF_ENDPOINT", "http://mirror.example/hub/");
    QCOMPARE(hubSettings().endpoint, "http://mirror.example/hub");
    QVERIFY(!hubSettings().offline);
    qputenv("HF_HUB_OFFLINE", "Yes");
    QVERIFY(hubSettings().offline);
    qputenv("HF_HUB_OFFLINE", "0");
    QVERIFY(!hubSettings().offline);
    qputenv("SSL_CERT_FILE", "/a.pem");
    QCOMPARE(hubSettings().certificates, "/a.pem");
    qputenv("CURL_CA_BUNDLE", "/b.pem");
    QCOMPARE(hubSettings().certificates, "/b.pem");
}

void TestHubSettings::findsTheToken()
{
    const CleanEnvironment environment;
    QCOMPARE(hubSettings().token, "");
    write(environment.home() + "/.cache/huggingface/token", "hf_file\n");
    QCOMPARE(hubSettings().token, "hf_file");
    write(environment.home() + "/other", " hf_other ");
    qputenv("HF_TOKEN_PATH", "~/other");
    QCOMPARE(hubSettings().token, "hf_other");
    qputenv("HF_TOKEN", "hf_variable\n");
    QCOMPARE(hubSettings().token, "hf_variable");
    qputenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
    QCOMPARE(hubSettings().token, "");
}

void TestHubSettings::refusesWhatCannotBe()
{
    const CleanEnvironment environment;
    qputenv("HF_TOKEN", "hf_a\nX-Evil: yes");
    QVERIFY_EXCEPTION_THROWN(hubSettings(), Error);
    qunsetenv("HF_TOKEN");
    for (const char* endpoint : {"huggingface.co", "ftp://x", "file:///etc"}) {
        qputenv("HF_ENDPOINT", endpoint);
        QVERIFY_EXCEPTION_THROWN(hubSettings(), Error);
    }
    qunsetenv("HF_ENDPOINT");
    qputenv("HF_HUB_DOWNLOAD_TIMEOUT", "soon");
    QVERIFY_EXCEPTION_THROWN(hubSettings(), Error);
    qunsetenv("HF_HUB_DOWNLOAD_TIMEOUT");
    qunsetenv("HOME");
    QVERIFY_EXCEPTION_THROWN(hubSettings(), Error);
}

void TestHubSettings::namesRepositories()
{
    for (const char* name : {"org/name", "gpt2", "Foo-BAR_foo.bar123/x", "a/b"})
        QVERIFY2(isRepoName(name), name);
    for (const char* name : {"", "/", "a/b/c", "../x", "a/..", ".a/b", "a/b-", "a--b/c", "a..b/c",
             "a/b.git", "a b/c", "a\\b", "org/", "/name", "ö/x"})
        QVERIFY2(!isRepoName(name), name);
    QVERIFY(!isRepoName(std::string(97, 'a')));
    const RepoId model = parseRepoId("org/name", RepoKind::Model);
    QCOMPARE(model.folder(), "models--org--name");
    QCOMPARE(model.page(), "/org/name");
    QCOMPARE(model.apiPath(), "/api/models/org/name");
    const RepoId data = parseRepoId("org/name", RepoKind::Dataset);
    QCOMPARE(data.folder(), "datasets--org--name");
    QCOMPARE(data.page(), "/datasets/org/name");
    QCOMPARE(repoOfFolder("datasets--org--name")->name, "org/name");
    QCOMPARE(repoOfFolder("models--gpt2")->name, "gpt2");
    QVERIFY(!repoOfFolder("spaces--org--name"));
    QVERIFY(!repoOfFolder("models--a--b--c"));
}

void TestHubSettings::tellsOriginsApart()
{
    QCOMPARE(originOf("https://Hub.example/a?b"), "https://hub.example:443");
    QCOMPARE(originOf("https://hub.example:8443/a"), "https://hub.example:8443");
    QCOMPARE(originOf("http://hub.example"), "http://hub.example:80");
    for (const char* url : {"", "/a", "file:///etc/passwd", "ftp://x/y", "https://",
             "https://user:secret@hub.example/"})
        QCOMPARE(originOf(url), "");
    QCOMPARE(resolvedUrl("https://a.b/c/d", "/e"), "https://a.b/e");
    QCOMPARE(resolvedUrl("https://a.b/c/d", "https://x.y/z"), "https://x.y/z");
    QCOMPARE(originOf(resolvedUrl("https://a.b/c", "//x.y/z")), "https://x.y:443");
    QCOMPARE(percentEncoded("a b/ü?#%", "/"), "a%20b/%C3%BC%3F%23%25");
}

void TestHubSettings::hashesAsGitAndLfsDo()
{
    // printf hello | git hash-object --stdin; printf hello | sha256sum
    ContentDigest git("b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0", 5);
    ContentDigest lfs("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", 5);
    for (ContentDigest* digest : {&git, &lfs}) {
        digest->add("hel");
        QVERIFY(!digest->matches());
        digest->add("lo");
        QVERIFY(digest->matches());
        digest->restart();
        digest->add("hello");
        QVERIFY(digest->matches());
    }
    QVERIFY_EXCEPTION_THROWN(ContentDigest("md5", 5), Error);
    QVERIFY_EXCEPTION_THROWN(ContentDigest("../../../etc/passwd", 5), Error);
}
