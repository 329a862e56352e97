// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hub_server.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <memory>

namespace {

constexpr int kLongestMs = 30'000;

void writeFile(const QString& name, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(name).path());
    QSaveFile file(name); // appears whole: the server may be reading
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        qFatal("cannot write %s", qPrintable(name));
}

} // namespace

HubServer::HubServer()
    : m_folder("test-hub")
{
    makeCertificate();
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start("python3", {INTERWEAVE_HUB_SCRIPT, path(""), certificate()});
    if (!m_process.waitForStarted(kLongestMs) || !m_process.waitForReadyRead(kLongestMs))
        qFatal("the hub's server does not start: %s", qPrintable(m_process.errorString()));
    const QList<QByteArray> ports = m_process.readLine().trimmed().split(' ');
    m_endpoint = "https://localhost:" + ports.first();
}

HubServer::~HubServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(kLongestMs))
        m_process.kill();
}

HubServer& HubServer::renewed()
{
    static std::unique_ptr<HubServer> server;
    if (!server) {
        server = std::make_unique<HubServer>();
        qAddPostRoutine([] { server.reset(); }); // before Qt ends
    }
    QDir(server->path("repos")).removeRecursively();
    server->setFaults({});
    server->clearRequests();
    return *server;
}

void HubServer::makeCertificate() const
{
    QProcess openssl;
    openssl.start("openssl",
        {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", path("key.pem"), "-out",
            path("only.pem")});
    if (!openssl.waitForFinished(kLongestMs) || openssl.exitCode() != 0)
        qFatal("openssl makes no certificate: %s", openssl.readAllStandardError().constData());
    QFile certificateFile(path("only.pem"));
    QFile key(path("key.pem"));
    if (!certificateFile.open(QFile::ReadOnly) || !key.open(QFile::ReadOnly))
        qFatal("openssl made no certificate");
    writeFile(certificate(), certificateFile.readAll() + key.readAll());
}

QString HubServer::path(const QString& name) const
{
    return QString::fromStdString((m_folder.path() / name.toStdString()).string());
}

void HubServer::write(const QString& repo, const QString& name, const QByteArray& content) const
{
    writeFile(path("repos/" + repo + "/" + name), content);
}

void HubServer::setFacts(const QString& repo, const QJsonObject& facts) const
{
    write(repo, ".hub.json", QJsonDocument(facts).toJson());
}

void HubServer::setFaults(const QJsonArray& faults) const
{
    static int count = 0; // another text: the server counts the faults anew
    writeFile(path("faults.json"), QJsonDocument(faults).toJson() + QByteArray(++count, ' '));
}

QList<HubRequest> HubServer::requests() const
{
    QList<HubRequest> requests;
    QFile log(path("requests.jsonl"));
    if (log.open(QFile::ReadOnly))
        for (const QByteArray& line : log.readAll().split('\n'))
            if (const QJsonObject request = QJsonDocument::fromJson(line).object();
                !request.isEmpty())
                requests.append({request["host"].toString(), request["path"].toString(),
                    request["range"].toString(), request["if_range"].toString(),
                    request["authorization"].toString()});
    return requests;
}

void HubServer::clearRequests() const
{
    QFile::remove(path("requests.jsonl"));
}

QByteArray noise(qsizetype bytes, quint32 seed)
{
    QByteArray content(bytes, '\0');
    for (char& byte : content) {
        seed = seed * 1664525U + 1013904223U; // Numerical Recipes
        byte = static_cast<char>(seed >> 24);
    }
    return content;
}
