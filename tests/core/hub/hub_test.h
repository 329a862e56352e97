// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/hub_settings.h"
#include "core/hub/pull.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"
#include "tests/support/hub_server.h"

#include <QMap>
#include <functional>
#include <string>

/// A hub that holds a tiny model, and an empty cache.
class HubTest {
public:
    HubTest();

    interweave::PullResult pull(
        const interweave::PullCallbacks& callbacks = {}, std::stop_token stop = {}) const;
    /// Every file below the cache with its content, every link with "-> target".
    QMap<QString, QByteArray> cacheTree() const;
    /// The snapshot's file; empty when it is not there.
    QByteArray snapshotFile(const QString& name) const;
    std::filesystem::path blobs() const;
    /// What the hub was asked for files, e.g. "storage bytes=5-".
    QStringList fileRequests() const;

    HubServer& server = HubServer::renewed();
    interweave::HubSettings settings;
    interweave::PullRequest request;
    QByteArray weights; // model.safetensors, a large file

private:
    interweave::TemporaryFolder m_folder;
};

inline constexpr const char* kRepo = "models/org/tiny";
inline constexpr qsizetype kWeightBytes = 300'000;

/// What the work throws; Internal and no message when it does not.
interweave::Error errorOf(const std::function<void()>& work);
