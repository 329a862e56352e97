// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/temporary_folder.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>

/// One request that the hub or its storage was sent.
struct HubRequest {
    QString host; // "hub", "storage", "plain"
    QString path;
    QString range;
    QString ifRange;
    QString authorization;
};

/// misbehaving_hub.py on this machine, with a certificate of its own.
class HubServer {
public:
    HubServer();
    ~HubServer();

    /// One for all tests of the process, as if new.
    static HubServer& renewed();

    /// Of "models/ORG/NAME" or "datasets/ORG/NAME".
    void write(const QString& repo, const QString& path, const QByteArray& content) const;
    void setFacts(const QString& repo, const QJsonObject& facts) const;
    void setFaults(const QJsonArray& faults) const;
    /// Since the last clearRequests.
    QList<HubRequest> requests() const;
    void clearRequests() const;

    QString endpoint() const { return m_endpoint; }
    QString certificate() const { return path("certificate.pem"); }
    /// In a folder that goes with the server.
    QString path(const QString& name) const;

private:
    void makeCertificate() const;

    interweave::TemporaryFolder m_folder;
    QProcess m_process;
    QString m_endpoint;
};

/// Bytes without a pattern, the same for the same seed on every machine.
QByteArray noise(qsizetype bytes, quint32 seed = 1);
